import { seededRandom } from '../../base/index.ts'
import {
  memberOptions,
  onlyMemberOptions,
  pickData,
  type MemberTools,
} from '../ensembles/out-of-fold.ts'
import { learnErrors } from '../errors.ts'
import type { LearningData, LearningOptions } from '../learning-data.ts'
import { shuffle } from '../shuffle.ts'
import type { Conformal, FittedConformal, MarginsByValue } from './conformal.ts'

/** How learners are told to learn a quantile, where they can. */
export interface ConformalTools<Member, Fitted> extends MemberTools<Member, Fitted> {
  quantileOf(member: Member, share: number): Member | undefined
}

/** Learns from most rows, and bounds from those that are held back. */
export async function fitConformal<Member, Fitted>(
  spec: Conformal<Member>,
  data: LearningData,
  options: LearningOptions,
  tools: ConformalTools<Member, Fitted>,
): Promise<FittedConformal<Fitted>> {
  const { learned, heldBack } = partRows(spec, data, options)
  const of = await tools.fit(spec.of, learned, onlyMemberOptions(options, 'conformal'))
  const { share } = spec
  const answers = tools.answersOf(of)
  if (answers.classes !== undefined) {
    const { values: classes, shares } = answers.classes
    const leastShare = leastTrueShare(spec, classes, shares(heldBack.matrix), heldBack)
    return { kind: 'conformal', of, share, bounds: { as: 'set', classes, leastShare } }
  }
  const quantiles = await fitQuantiles(spec, learned, options, tools)
  const said = answers.predict(heldBack.matrix).map(Math.fround)
  const low = quantiles === undefined ? said : sayOf(quantiles.low, heldBack, tools)
  const high = quantiles === undefined ? said : sayOf(quantiles.high, heldBack, tools)
  const outside = heldBack.target.map((value, row) =>
    Math.max((low[row] ?? 0) - value, value - (high[row] ?? 0)),
  )
  const by = spec.by === undefined ? undefined : marginsBy(spec, spec.by, outside, heldBack)
  return {
    kind: 'conformal',
    of,
    share,
    bounds: {
      as: 'interval',
      ...(quantiles === undefined ? {} : { quantiles }),
      margin: quantileOf(outside, heldBack.weights, share),
      ...(by === undefined ? {} : { by }),
    },
  }
}

function sayOf<Fitted>(
  fitted: Fitted,
  { matrix }: LearningData,
  { answersOf }: MemberTools<unknown, Fitted>,
): Float64Array {
  return answersOf(fitted).predict(matrix).map(Math.fround)
}

function partRows(
  { heldBack, which }: Conformal<unknown>,
  data: LearningData,
  { seed }: LearningOptions,
) {
  const rows = Array.from(data.target.keys()).filter((row) => (data.weights?.[row] ?? 1) > 0)
  const order = which === 'last' ? rows : shuffle(rows, seededRandom(seed).fork('held back'))
  const count = Math.max(1, Math.round(heldBack * rows.length))
  // A single row has to do for both.
  const own = rows.length === 1 ? rows : order.slice(0, -count)
  return {
    learned: pickData(data, Int32Array.from(own).toSorted()),
    heldBack: pickData(data, Int32Array.from(order.slice(-count)).toSorted()),
  }
}

async function fitQuantiles<Member, Fitted>(
  { of, widths, share }: Conformal<Member>,
  data: LearningData,
  options: LearningOptions,
  tools: ConformalTools<Member, Fitted>,
) {
  if (widths === 'alike') return undefined
  const own = async (quantile: number, name: string) => {
    const member = tools.quantileOf(of, quantile)
    if (member !== undefined) return tools.fit(member, data, memberOptions(options, name))
    const wanted = '"alike", as this learner has no quantiles'
    throw learnErrors.wrongSetting({ owner: 'conformal', setting: 'widths', found: widths, wanted })
  }
  return { low: await own((1 - share) / 2, 'low'), high: await own((1 + share) / 2, 'high') }
}

/**
 * What so large a share of new values doesn't exceed, for all that the known ones tell: of n that count alike,
 * number ⌈(n + 1) · share⌉. Of too few to promise it, the largest.
 */
export function quantileOf(
  values: Float64Array,
  weights: Float64Array | undefined,
  share: number,
): number {
  const order = Array.from(values.keys()).toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  const whole = weights?.reduce((sum, weight) => sum + weight, 0) ?? values.length
  const one = whole / values.length
  let below = 0
  for (const row of order) {
    below += weights?.[row] ?? 1
    // What is exact in whole numbers stays so.
    if (below >= share * (whole + one) - 1e-9 * whole) return values[row] ?? 0
  }
  return values[order.at(-1) ?? 0] ?? 0
}

function marginsBy(
  { share }: Conformal<unknown>,
  name: string,
  outside: Float64Array,
  { matrix, weights }: LearningData,
): MarginsByValue {
  const feature = matrix.features.findIndex((own) => own.name === name)
  if (feature < 0) {
    const columns = matrix.features.map((own) => own.name)
    throw learnErrors.missingColumn({ column: name, kind: 'feature', columns })
  }
  const column = matrix.features[feature]?.values ?? new Float32Array(0)
  const values = [...new Set(column)].filter((value) => !Number.isNaN(value))
  const margins = values.map((value) => {
    const rows = Array.from(column.keys()).filter((row) => column[row] === value)
    const own = Float64Array.from(rows, (row) => outside[row] ?? 0)
    const ownWeights = weights && Float64Array.from(rows, (row) => weights[row] ?? 1)
    return quantileOf(own, ownWeights, share)
  })
  return { feature, values, margins }
}

/** So likely at least is the true class of so large a share of rows. */
function leastTrueShare(
  { share }: Conformal<unknown>,
  classes: readonly number[],
  shares: Float64Array,
  { target, weights }: LearningData,
): number {
  const unlikely = target.map((value, row) => {
    const place = classes.indexOf(value)
    return place < 0 ? 1 : 1 - Math.fround(shares[row * classes.length + place] ?? 0)
  })
  return Math.max(0, 1 - quantileOf(unlikely, weights, share))
}
