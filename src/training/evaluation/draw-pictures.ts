import { seededRandom } from '../../base/index.ts'
import {
  confusionMatrix,
  countClasses,
  measureRows,
  pickJudged,
  quantileOf,
  rowDrawer,
  type JudgedRows,
  type Metric,
} from '../../learn/index.ts'
import type { ReportedPictures, PredictionKind } from '../../registry/index.ts'
import { drawClasses } from './draw-classes.ts'
import { drawCurves } from './draw-curves.ts'

export interface RowsToDraw {
  readonly kind: PredictionKind
  readonly judged: JudgedRows
  /** When each row happened. */
  readonly at: Float64Array
  readonly metric: Metric
}

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

function yesOrNoPictures({ judged: { truth, said } }: RowsToDraw): ReportedPictures {
  const counts = confusionMatrix(truth, said)
  return {
    confusion: {
      classes: ['no', 'yes'],
      counts: [
        [counts.trueNegative, counts.falsePositive],
        [counts.falseNegative, counts.truePositive],
      ],
    },
    ...drawCurves(truth, said),
  }
}

function classPictures({ judged }: RowsToDraw): ReportedPictures {
  const { truth, said, shares } = judged
  const { classes, table } = countClasses(truth, said)
  return {
    confusion: { classes: classes.map(String), counts: table },
    ...(shares === undefined ? {} : { classes: drawClasses(truth, said, shares) }),
  }
}

function residualsOf({
  judged: { truth, said },
}: RowsToDraw): NonNullable<ReportedPictures['residuals']> {
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
function overTimeOf({ at, judged, metric }: RowsToDraw) {
  const order = Uint32Array.from(at.keys()).toSorted((a, b) => (at[a] ?? 0) - (at[b] ?? 0))
  const least = Math.max(periodRows, Math.ceil(at.length / mostPeriods))
  const random = seededRandom('over time')
  return cutByMoment(order, at, least).flatMap((rows) => {
    const period = pickJudged(judged, { rows })
    const value = measureRows(metric, period)
    if (!Number.isFinite(value)) return []
    const draw = rowDrawer(rows.length, period)
    const drawn = Float64Array.from({ length: periodDraws }, () =>
      measureRows(metric, pickJudged(period, draw(random))),
    )
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
