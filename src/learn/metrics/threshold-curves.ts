import { checkBinary } from '../confusion-matrix.ts'

export interface RocPoint {
  /** Rows from it on are said to be 1; infinite where none is. */
  readonly threshold: number
  readonly falsePositiveRate: number
  readonly truePositiveRate: number
}

export interface PrecisionRecallPoint {
  readonly threshold: number
  readonly recall: number
  readonly precision: number
}

/** One point for each threshold, from the highest; none where a class is missing. */
export function rocCurve(truth: Float64Array, said: Float64Array): readonly RocPoint[] {
  const steps = countSteps(truth, said)
  const { ones = 0, zeros = 0 } = steps.at(-1) ?? {}
  if (ones === 0 || zeros === 0) return []
  return [{ threshold: Infinity, ones: 0, zeros: 0 }, ...steps].map((step) => ({
    threshold: step.threshold,
    falsePositiveRate: step.zeros / zeros,
    truePositiveRate: step.ones / ones,
  }))
}

/** From the highest threshold, where nothing is said and precision counts as 1; none where no row is 1. */
export function precisionRecallCurve(
  truth: Float64Array,
  said: Float64Array,
): readonly PrecisionRecallPoint[] {
  const steps = countSteps(truth, said)
  const ones = steps.at(-1)?.ones ?? 0
  if (ones === 0) return []
  return [
    { threshold: Infinity, recall: 0, precision: 1 },
    ...steps.map((step) => ({
      threshold: step.threshold,
      recall: step.ones / ones,
      precision: step.ones / (step.ones + step.zeros),
    })),
  ]
}

/** How many of each class are at a threshold or above. */
interface Step {
  readonly threshold: number
  readonly ones: number
  readonly zeros: number
}

function countSteps(truth: Float64Array, said: Float64Array): readonly Step[] {
  checkBinary(truth, said)
  const order = Uint32Array.from(said.keys()).toSorted((a, b) => (said[b] ?? 0) - (said[a] ?? 0))
  const steps: Step[] = []
  let ones = 0
  for (let place = 0; place < order.length; place += 1) {
    const row = order[place] ?? 0
    ones += truth[row] ?? 0
    const threshold = said[row] ?? 0
    if (said[order[place + 1] ?? -1] === threshold) continue
    steps.push({ threshold, ones, zeros: place + 1 - ones })
  }
  return steps
}
