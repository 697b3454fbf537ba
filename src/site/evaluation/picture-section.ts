import type { EvaluationReport, ReportedPictures } from '../../registry/index.ts'
import { html, type Html } from '../html.ts'
import { writeCount, writeNumber } from '../profile/write-value.ts'
import { mainMetric } from './verdicts.ts'
import { confusionTable } from './confusion-table.ts'
import { plot } from './plot.ts'

const unitSquare = [0, 1]

/** What the errors look like. */
export function pictureSection(report: EvaluationReport): Html {
  const { pictures } = report
  return html`<section class="part" id="pictures">
    <h2>What the errors look like</h2>
    ${confusionTable(pictures.confusion)}
    <div class="small-charts">
      ${rocPlot(pictures)} ${precisionRecallPlot(pictures)} ${calibrationPlot(pictures)}
      ${residualPlots(report)} ${overTimePlot(report)} ${learningPlot(report)}
    </div>
  </section>`
}

function rocPlot({ roc }: ReportedPictures): Html | undefined {
  if (roc === undefined || roc.length === 0) return undefined
  return plot({
    title: 'ROC: of those that are a yes, how many are found',
    words: 'true positive rate over false positive rate; the diagonal is a guess',
    x: { title: 'false positive rate', values: unitSquare },
    y: { title: 'true positive rate', values: unitSquare },
    series: [
      {
        points: [
          [0, 0],
          [1, 1],
        ],
        manner: 'reference',
      },
      { points: roc, manner: 'line' },
    ],
  })
}

function precisionRecallPlot({ precisionRecall, confusion }: ReportedPictures): Html | undefined {
  if (precisionRecall === undefined || precisionRecall.length === 0) return undefined
  const [no = [], yes = []] = confusion?.counts ?? []
  const sum = (counts: readonly number[]) => counts.reduce((whole, count) => whole + count, 0)
  const share = sum(yes) / (sum(yes) + sum(no))
  return plot({
    title: 'Precision over recall',
    words: 'precision over recall; the dashed line is the share of yes',
    x: { title: 'recall', values: unitSquare },
    y: { title: 'precision', values: unitSquare },
    series: [
      {
        points: [
          [0, share],
          [1, share],
        ],
        manner: 'reference',
      },
      { points: precisionRecall, manner: 'line' },
    ],
  })
}

function calibrationPlot({ calibration }: ReportedPictures): Html | undefined {
  if (calibration === undefined || calibration.length === 0) return undefined
  return plot({
    title: 'Calibration: what was said beside what came true',
    words: 'share that came true over what was said, with 95 % intervals; the diagonal is perfect',
    x: { title: 'said', values: unitSquare },
    y: { title: 'came true', values: unitSquare },
    series: [
      {
        points: [
          [0, 0],
          [1, 1],
        ],
        manner: 'reference',
      },
      { points: calibration.map((bin) => [bin.predicted, bin.observed]), manner: 'marked' },
    ],
    band: calibration.map((bin) => [bin.predicted, bin.low, bin.high]),
  })
}

function residualPlots({ pictures: { residuals }, label }: EvaluationReport): readonly Html[] {
  if (residuals === undefined) return []
  const { histogram, points } = residuals
  const { from, to, counts } = histogram
  const unit = label.unit === undefined ? '' : `, ${label.unit}`
  const edge = (at: number) => from + ((to - from) * at) / counts.length
  const steps = counts.flatMap((count, at): (readonly [number, number])[] => [
    [edge(at), count],
    [edge(at + 1), count],
  ])
  const all = points.flat()
  const ends: readonly [number, number] = [
    all.reduce((least, value) => Math.min(least, value), Infinity),
    all.reduce((most, value) => Math.max(most, value), -Infinity),
  ]
  return [
    plot({
      title: 'What was so over what was said',
      words: 'each dot is a row; on the diagonal the prediction is right',
      x: { title: `said${unit}`, values: ends },
      y: { title: `was so${unit}`, values: ends },
      series: [
        {
          points: [
            [ends[0], ends[0]],
            [ends[1], ends[1]],
          ],
          manner: 'reference',
        },
        { points, manner: 'dots' },
      ],
    }),
    plot({
      title: 'Residuals: said less so',
      words: 'rows by how far off they were',
      x: { title: `error${unit}` },
      y: { title: 'rows', values: [0, ...counts] },
      series: [{ points: steps, manner: 'line' }],
    }),
  ]
}

function overTimePlot(report: EvaluationReport): Html | undefined {
  const { overTime } = report.pictures
  const name = mainMetric(report)?.name ?? ''
  if (overTime === undefined) return undefined
  const middle = ({ from, to }: { from: string; to: string }) =>
    (Date.parse(from) + Date.parse(to)) / 2
  const days = (ms: number) => new Date(ms).toISOString().slice(0, 10)
  const [first, last] = [overTime[0], overTime.at(-1)]
  return plot({
    title: `${name} over time`,
    words: `from ${first?.from ?? ''} to ${last?.to ?? ''}, with 95 % intervals`,
    x: {
      title:
        first === undefined
          ? ''
          : `${days(Date.parse(first.from))} to ${days(Date.parse(last?.to ?? ''))}`,
      names: [],
    },
    y: { title: name },
    series: [{ points: overTime.map((own) => [middle(own), own.value]), manner: 'marked' }],
    band: overTime.map((own) => [middle(own), own.low, own.high]),
  })
}

function learningPlot(report: EvaluationReport): Html | undefined {
  const { learning } = report.pictures
  const name = mainMetric(report)?.name ?? ''
  if (learning === undefined) return undefined
  return plot({
    title: 'Learning curve: dashed on rows learned from, solid on held-out ones',
    words: learning.map((own) => `${own.rowCount} rows: ${writeNumber(own.heldOut)}`).join(', '),
    x: { title: 'rows learned from', write: writeCount },
    y: { title: name },
    series: [
      { points: learning.map((own) => [own.rowCount, own.training]), manner: 'reference' },
      { points: learning.map((own) => [own.rowCount, own.heldOut]), manner: 'marked' },
    ],
  })
}
