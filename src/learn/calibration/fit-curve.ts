import { logistic, surprise } from '../link.ts'
import type { CalibrationCurve } from './calibrated.ts'

/** Chances, what came true (0 or 1), and how much each counts. */
export interface Judged {
  readonly chances: Float64Array
  readonly target: Float64Array
  readonly weights: Float64Array
}

/** No chance is surer for its odds than this. */
export const surest = 1e-7

export function oddsOf(chance: number): number {
  const own = Math.min(1 - surest, Math.max(surest, chance))
  return Math.log(own / (1 - own))
}

/** Platt's curve (1999) over the logarithm of the odds, by Newton's steps (Lin, Lin & Weng 2007). */
export function fitPlatt({ chances, target, weights }: Judged): CalibrationCurve {
  const yes = weights.reduce((sum, weight, row) => sum + weight * (target[row] ?? 0), 0)
  const no = weights.reduce((sum, weight) => sum + weight, 0) - yes
  const wanted = target.map((value) => (value === 1 ? (yes + 1) / (yes + 2) : 1 / (no + 2)))
  const odds = chances.map(oddsOf)
  let slope = 0
  let offset = Math.log((yes + 1) / (no + 1))
  const lossAt = (slope: number, offset: number) =>
    odds.reduce(
      (sum, value, row) =>
        sum + (weights[row] ?? 0) * surprise(slope * value + offset, wanted[row] ?? 0),
      0,
    )
  for (let round = 0; round < 100; round += 1) {
    const { down, curve } = slopeAt({ odds, wanted, weights }, slope, offset)
    const [a, b, c] = curve
    const determinant = a * c - b * b
    const stepSlope = (c * down[0] - b * down[1]) / determinant
    const stepOffset = (a * down[1] - b * down[0]) / determinant
    const before = lossAt(slope, offset)
    let share = 1
    while (lossAt(slope - share * stepSlope, offset - share * stepOffset) > before) {
      share /= 2
      // What is left to gain is less than rounding.
      if (share < 1e-4) return { by: 'platt', slope, offset }
    }
    slope -= share * stepSlope
    offset -= share * stepOffset
    if (Math.abs(stepSlope) + Math.abs(stepOffset) < 1e-10 * (1 + Math.abs(slope))) break
  }
  return { by: 'platt', slope, offset }
}

function slopeAt(
  { odds, wanted, weights }: { odds: Float64Array; wanted: Float64Array; weights: Float64Array },
  slope: number,
  offset: number,
) {
  const down: [number, number] = [0, 0]
  // A little more, so that odds that never vary have a curve too.
  const curve: [number, number, number] = [1e-12, 0, 1e-12]
  for (const [row, value] of odds.entries()) {
    const chance = logistic(slope * value + offset)
    const weight = weights[row] ?? 0
    const apart = weight * (chance - (wanted[row] ?? 0))
    const bend = weight * chance * (1 - chance)
    down[0] += apart * value
    down[1] += apart
    curve[0] += bend * value * value
    curve[1] += bend * value
    curve[2] += bend
  }
  return { down, curve }
}

/** The rising steps that are nearest by squares (pool adjacent violators), joined by straight lines. */
export function fitIsotonic({ chances, target, weights }: Judged): CalibrationCurve {
  const points = joinEqual({ chances, target, weights })
  const blocks: { from: number; to: number; mean: number; weight: number }[] = []
  for (const { chance, mean, weight } of points) {
    let own = { from: chance, to: chance, mean, weight }
    for (
      let last = blocks.at(-1);
      last !== undefined && last.mean >= own.mean;
      last = blocks.at(-1)
    ) {
      blocks.pop()
      const whole = last.weight + own.weight
      const joined = (last.mean * last.weight + own.mean * own.weight) / whole
      own = { from: last.from, to: own.to, mean: joined, weight: whole }
    }
    blocks.push(own)
  }
  const corners = blocks.flatMap(({ from, to, mean }) =>
    from === to ? [[from, mean] as const] : [[from, mean] as const, [to, mean] as const],
  )
  return { by: 'isotonic', from: corners.map(([x]) => x), to: corners.map(([, y]) => y) }
}

function joinEqual({ chances, target, weights }: Judged) {
  const order = Array.from(chances.keys())
    .filter((row) => (weights[row] ?? 0) > 0)
    .toSorted((a, b) => (chances[a] ?? 0) - (chances[b] ?? 0) || a - b)
  const points: { chance: number; mean: number; weight: number }[] = []
  for (const row of order) {
    const chance = chances[row] ?? 0
    const weight = weights[row] ?? 0
    const last = points.at(-1)
    if (last?.chance !== chance) {
      points.push({ chance, mean: target[row] ?? 0, weight })
      continue
    }
    last.weight += weight
    last.mean += (weight / last.weight) * ((target[row] ?? 0) - last.mean)
  }
  return points
}

/** The temperature at which the classes that came true surprise least (Guo et al. 2017). */
export function fitTemperature(surpriseAt: (temperature: number) => number): CalibrationCurve {
  // Surprise has one valley in 1 / temperature: the golden section finds it.
  const golden = (Math.sqrt(5) - 1) / 2
  let low = Math.log(0.02)
  let high = Math.log(50)
  const at = (place: number) => surpriseAt(Math.exp(place))
  let left = high - golden * (high - low)
  let right = low + golden * (high - low)
  let [atLeft, atRight] = [at(left), at(right)]
  while (high - low > 1e-9) {
    if (atLeft <= atRight) {
      high = right
      right = left
      atRight = atLeft
      left = high - golden * (high - low)
      atLeft = at(left)
    } else {
      low = left
      left = right
      atLeft = atRight
      right = low + golden * (high - low)
      atRight = at(right)
    }
  }
  return { by: 'temperature', temperature: Math.exp((low + high) / 2) }
}
