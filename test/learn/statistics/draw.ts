import { seededRandom } from '../../../src/base/index.ts'

/** Draws a sample that depends on its seed alone; `decimals` makes ties. */
export function draw(
  seed: string,
  count: number,
  options: { readonly mean?: number; readonly deviation?: number; readonly decimals?: number } = {},
): Float64Array {
  const { mean = 0, deviation = 1, decimals } = options
  const random = seededRandom(seed)
  return Float64Array.from({ length: count }, () => {
    const value = mean + deviation * random.normal()
    return decimals === undefined ? value : Number(value.toFixed(decimals))
  })
}
