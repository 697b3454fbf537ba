import { seededRandom } from '../../src/base/index.ts'
import type { InputColumn } from '../../src/learn/index.ts'

/** Rows about waves, some of their values missing, and a height that follows from them in curves. */
export function syntheticSurf(rowCount: number, seed: string, beaches: readonly string[]) {
  const random = seededRandom(seed)
  const height = new Float64Array(rowCount)
  const period = new Float64Array(rowCount)
  const direction = new Float64Array(rowCount)
  const beach: (string | undefined)[] = []
  const target = new Float64Array(rowCount)
  for (let row = 0; row < rowCount; row += 1) {
    height[row] = 4 * random.next() ** 2
    period[row] = 4 + 14 * random.next()
    direction[row] = Math.round(360 * random.next() * 10) / 10
    const own = random.pick(beaches)
    const facing = Math.cos(((direction[row] ?? 0) - 270) * (Math.PI / 180))
    const power = (height[row] ?? 0) * Math.sqrt(period[row] ?? 0) * Math.max(0, facing)
    target[row] = power * (own === 'lahinch' ? 1.2 : 0.8) + 0.2 * random.normal()
    if (random.next() < 0.1) height[row] = Number.NaN
    if (random.next() < 0.1) direction[row] = Number.NaN
    beach.push(random.next() < 0.1 ? undefined : own)
  }
  const columns: readonly InputColumn[] = [
    { name: 'height', kind: 'number', values: height },
    { name: 'period', kind: 'number', values: period },
    { name: 'direction', kind: 'number', values: direction },
    { name: 'beach', kind: 'category', values: beach },
  ]
  return { columns, target }
}
