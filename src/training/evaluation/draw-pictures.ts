import { seededRandom } from '../../base/index.ts'
import {
  calibrationBins,
  confusionMatrix,
  countClasses,
  precisionRecallCurve,
  quantileOf,
  rocCurve,
  type Metric,
} from '../../learn/index.ts'
import type { ReportedPictures, PredictionKind } from '../../registry/index.ts'

export interface RowsToDraw {
  readonly kind: PredictionKind
  readonly truth: Float64Array
  readonly said: Float64Array
  /** When each row happened. */
  readonly at: Float64Array
  readonly metric: Metric
}

const curvePoints = 200
const calibrationCount = 10
const residualBins = 40
const scatterPoints = 600
const mostPeriods = 24
const periodRows = 20
const periodDraws = 100

/** What pictures of a report are drawn from. */
export function drawPictures(rows: RowsToDraw): ReportedPictures {
  const { kind } = rows
  const overTime = overTimeOf(rows)
  return {
    ...(kind === 'yesOrNo' ? yesOrNoPictures(rows) : {}),
    ...(kind === 'classes' ? classPictures(rows) : {}),
    ...(kind === 'amount' ? { residuals: residualsOf(rows) } : {}),
    ...(overTime.length < 2 ? {} : { overTime }),
  }
}

function yesOrNoPictures({ truth, said }: RowsToDraw): ReportedPictures {
  const counts = confusionMatrix(truth, said)
  return {
    confusion: {
      classes: ['no', 'yes'],
      counts: [
        [counts.trueNegative, counts.falsePositive],
        [counts.falseNegative, counts.truePositive],
      ],
    },
    roc: thin(rocCurve(truth, said)).map(({ falsePositiveRate, truePositiveRate }) => [
      falsePositiveRate,
      truePositiveRate,
    ]),
    precisionRecall: thin(precisionRecallCurve(truth, said)).map(({ recall, precision }) => [
      recall,
      precision,
    ]),
    calibration: calibrationBins(truth, said, { bins: calibrationCount }).map(
      ({ predicted, observed, rowCount }) => ({
        predicted,
        observed,
        rowCount,
        ...shareInterval(observed, rowCount),
      }),
    ),
  }
}

function classPictures({ truth, said }: RowsToDraw): ReportedPictures {
  const { classes, table } = countClasses(truth, said)
  return { confusion: { classes: classes.map(String), counts: table } }
}

function residualsOf({ truth, said }: RowsToDraw): NonNullable<ReportedPictures['residuals']> {
  const residuals = said.map((value, row) => value - (truth[row] ?? 0))
  // A few rows far out would make one bar of all others.
  const sorted = residuals.toSorted()
  const from = sorted[Math.floor(0.005 * (sorted.length - 1))] ?? 0
  const to = sorted[Math.ceil(0.995 * (sorted.length - 1))] ?? 0
  const counts = Array.from({ length: residualBins }, () => 0)
  for (const value of residuals) {
    const bin = to > from ? Math.floor(((value - from) / (to - from)) * residualBins) : 0
    const own = Math.max(0, Math.min(residualBins - 1, bin))
    counts[own] = (counts[own] ?? 0) + 1
  }
  const count = Math.min(scatterPoints, truth.length)
  const points = Array.from({ length: count }, (_, at): readonly [number, number] => {
    const row = Math.floor(((at + 0.5) * truth.length) / count)
    return [said[row] ?? 0, truth[row] ?? 0]
  })
  return { histogram: { from, to, counts }, points }
}

/** Periods of about as many rows, one after the other: where the model ages, its errors grow. */
function overTimeOf({ at, truth, said, metric }: RowsToDraw) {
  const order = Uint32Array.from(at.keys()).toSorted((a, b) => (at[a] ?? 0) - (at[b] ?? 0))
  const least = Math.max(periodRows, Math.ceil(at.length / mostPeriods))
  const random = seededRandom('over time')
  const pick = (rows: ArrayLike<number>, values: Float64Array) =>
    Float64Array.from(rows, (row) => values[row] ?? 0)
  return cutByMoment(order, at, least).flatMap((rows) => {
    const value = metric.of(pick(rows, truth), pick(rows, said))
    if (!Number.isFinite(value)) return []
    const drawn = Float64Array.from({ length: periodDraws }, () => {
      const own = Uint32Array.from(rows, () => rows[random.below(rows.length)] ?? 0)
      return metric.of(pick(own, truth), pick(own, said))
    })
    const sorted = drawn.filter((one) => !Number.isNaN(one)).toSorted()
    const moment = (place: number) => new Date(at[rows.at(place) ?? 0] ?? 0).toISOString()
    return [
      {
        from: moment(0),
        to: moment(-1),
        rowCount: rows.length,
        value,
        low: quantileOf(sorted, 0.025),
        high: quantileOf(sorted, 0.975),
      },
    ]
  })
}

/** Rows of one moment stay together; a rest of too few rows goes to what is before it. */
function cutByMoment(order: Uint32Array, at: Float64Array, least: number): readonly Uint32Array[] {
  const starts = [0]
  for (let place = 1; place < order.length; place += 1) {
    const isNew = at[order[place] ?? 0] !== at[order[place - 1] ?? 0]
    const isFull = place - (starts.at(-1) ?? 0) >= least && order.length - place >= least
    if (isNew && isFull) starts.push(place)
  }
  return starts.map((start, period) => order.subarray(start, starts[period + 1] ?? order.length))
}

/** Wilson's interval of a share (95 %). */
function shareInterval(
  share: number,
  count: number,
): { readonly low: number; readonly high: number } {
  const z = 1.96
  const middle = (share + z ** 2 / (2 * count)) / (1 + z ** 2 / count)
  const half =
    (z * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2))) /
    (1 + z ** 2 / count)
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}

function thin<Point>(points: readonly Point[]): readonly Point[] {
  const step = Math.max(1, Math.floor(points.length / curvePoints))
  return points.filter((_, at) => at % step === 0 || at === points.length - 1)
}
