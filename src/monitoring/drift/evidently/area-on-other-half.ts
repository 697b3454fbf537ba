import { mersenneTwister, rocAuc } from '../../../learn/index.ts'
import {
  fitByGradientSteps,
  scoreRow,
  type GradientSteps,
  type SparseRow,
} from './gradient-steps.ts'

/** Rows of both sides, and of which side each is. */
export interface Sided<Row> {
  readonly rows: readonly Row[]
  readonly isOne: Uint8Array
}

export interface Halves<Row> {
  readonly learnt: Sided<Row>
  readonly judged: Sided<Row>
}

/** As scikit-learn parts rows in half with `random_state=42`; of an odd count one more is judged. */
export function halve<Row>({ rows, isOne }: Sided<Row>): Halves<Row> {
  const order = mersenneTwister(42).permutation(rows.length)
  const judgedCount = Math.ceil(rows.length / 2)
  const pick = (places: Uint32Array): Sided<Row> => ({
    rows: Array.from(places, (place) => rows[place] as Row),
    isOne: Uint8Array.from(places, (place) => isOne[place] ?? 0),
  })
  return { learnt: pick(order.subarray(judgedCount)), judged: pick(order.subarray(0, judgedCount)) }
}

/** The area under the curve of rows that were not learnt from; NaN where a half has one side only. */
export function areaOnOtherHalf(
  { learnt, judged }: Halves<SparseRow>,
  featureCount: number,
  how: GradientSteps,
): number {
  if (new Set(learnt.isOne).size < 2) return Number.NaN
  const fitted = fitByGradientSteps(learnt.rows, learnt.isOne, featureCount, how)
  // What is surer than can be told ties, as it does there.
  const toChance = how.loss === 'logistic' ? logistic : clipped
  const said = Float64Array.from(judged.rows, (row) => toChance(scoreRow(fitted, row)))
  return rocAuc().of(Float64Array.from(judged.isOne), said)
}

function logistic(score: number): number {
  return 1 / (1 + Math.exp(-score))
}

function clipped(score: number): number {
  return (Math.min(1, Math.max(-1, score)) + 1) / 2
}
