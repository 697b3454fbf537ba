import type { ReportedCurves } from '../../registry/index.ts'
import { html, type Html } from '../html.ts'
import { plot, type PlotSeries } from './plot.ts'

const unitSquare = [0, 1]

/** How well those that are `own` are told from the `whole`, and whether what was said comes true. */
export function curvePlots(
  curves: ReportedCurves,
  rows: { readonly own: number; readonly whole: number },
): Html {
  return html`${rocPlot(curves)} ${precisionRecallPlot(curves, rows.own / rows.whole)}
  ${calibrationPlot(curves)}`
}

function rocPlot({ roc }: ReportedCurves): Html | undefined {
  if (roc === undefined || roc.length === 0) return undefined
  return plot({
    title: 'ROC: of those that are a yes, how many are found',
    words: 'true positive rate over false positive rate; the diagonal is a guess',
    x: { title: 'false positive rate', values: unitSquare },
    y: { title: 'true positive rate', values: unitSquare },
    series: [reference(0, 1), { points: roc, manner: 'line' }],
  })
}

function precisionRecallPlot({ precisionRecall }: ReportedCurves, share: number): Html | undefined {
  if (precisionRecall === undefined || precisionRecall.length === 0) return undefined
  return plot({
    title: 'Precision over recall',
    words: 'precision over recall; the dashed line is the share of yes',
    x: { title: 'recall', values: unitSquare },
    y: { title: 'precision', values: unitSquare },
    series: [reference(share, share), { points: precisionRecall, manner: 'line' }],
  })
}

function calibrationPlot({ calibration }: ReportedCurves): Html | undefined {
  if (calibration === undefined || calibration.length === 0) return undefined
  return plot({
    title: 'Calibration: what was said beside what came true',
    words: 'share that came true over what was said, with 95 % intervals; the diagonal is perfect',
    x: { title: 'said', values: unitSquare },
    y: { title: 'came true', values: unitSquare },
    series: [
      reference(0, 1),
      { points: calibration.map((bin) => [bin.predicted, bin.observed]), manner: 'marked' },
    ],
    band: calibration.map((bin) => [bin.predicted, bin.low, bin.high]),
  })
}

/** What the curve is held against, from one side to the other. */
function reference(from: number, to: number): PlotSeries {
  return {
    points: [
      [0, from],
      [1, to],
    ],
    manner: 'reference',
  }
}
