import type { EvaluationReport, ReportedPictures } from '../../registry/index.ts'
import { html, type Html } from '../html.ts'
import { writeCount, writeNumber } from '../profile/write-value.ts'
import { mainMetric } from './verdicts.ts'
import { confusionTable } from './confusion-table.ts'
import { classPart } from './class-part.ts'
import { curvePlots } from './curve-plots.ts'
import { plot } from './plot.ts'

/** What the errors look like. */
export function pictureSection(report: EvaluationReport): Html {
  const { pictures } = report
  return html`<section class="part" id="pictures">
    <h2>What the errors look like</h2>
    ${confusionTable(pictures.confusion)}
    <div class="small-charts">
      ${curvePlots(pictures, { whole: report.rowCount, own: yesCount(pictures) })}
      ${residualPlots(report)} ${overTimePlot(report)} ${learningPlot(report)}
    </div>
    ${classPart(report)}
  </section>`
}

function yesCount({ confusion }: ReportedPictures): number {
  return (confusion?.counts[1] ?? []).reduce((sum, count) => sum + count, 0)
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
