import type { EvaluationReport, ReportedDependence } from '../../registry/index.ts'
import { html, type Html } from '../html.ts'
import { shortenText, writeNumber } from '../profile/write-value.ts'
import { px, type Dot } from '../svg-path.ts'
import { intervalBar, intervalScale } from './interval-bar.ts'
import { plot } from './plot.ts'
import { mainMetric } from './verdicts.ts'

const scales = {
  prediction: 'the prediction',
  logOdds: 'the log odds',
  logarithm: 'the logarithm of the prediction',
  score: 'the score of the likeliest class',
} as const

/** What the model looks at, and what happens as one column moves. */
export function explanationSection(report: EvaluationReport): Html {
  const { importance, contributions, dependence } = report
  const name = mainMetric(report)?.name ?? ''
  const scale = intervalScale([0, ...importance.flatMap(({ low, high }) => [low, high])])
  const most = Math.max(...(contributions?.columns.map(({ size }) => size) ?? [0]))
  return html`<section class="part" id="explanation">
    <h2>What it looks at</h2>
    <p>
      How much worse ${name} gets when a column is shuffled, with its
      interval${
        contributions === undefined
          ? '.'
          : `; and how much the column adds to ${scales[contributions.scale]}, up or down, on average (Shapley’s value).`
      }
    </p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">column</th>
            <th scope="col" class="number">worse by</th>
            <th scope="col">with interval</th>
            ${
              contributions === undefined
                ? undefined
                : html`<th scope="col" class="number">adds</th>
                    <th scope="col"></th>`
            }
          </tr>
        </thead>
        <tbody>
          ${importance.map((own) => {
            const size = contributions?.columns.find(({ column }) => column === own.column)?.size
            return html`<tr>
              <th scope="row">${own.column}</th>
              <td class="number">${writeNumber(own.value)}</td>
              <td class="bar-cell">${intervalBar(scale, { ...own, reference: 0 })}</td>
              ${
                contributions === undefined
                  ? undefined
                  : html`<td class="number">${writeNumber(size)}</td>
                      <td class="length bar-cell">${lengthBar((size ?? 0) / most)}</td>`
              }
            </tr>`
          })}
        </tbody>
      </table>
    </div>
    ${
      dependence.length === 0
        ? undefined
        : html`<h3>What happens as one column moves</h3>
            <p>
              ${
                dependence.some(({ classes }) => classes !== undefined)
                  ? 'How likely each class is on average if the column had this value in every row; the lines end in the name of their class.'
                  : 'The mean prediction if the column had this value in every row (blue), and for single rows (grey).'
              }
            </p>
            <div class="small-charts">${dependence.map((own) => dependencePlot(own, report))}</div>`
    }
  </section>`
}

function lengthBar(share: number): Html {
  return html`<svg viewBox="0 0 200 12" preserveAspectRatio="none" aria-hidden="true">
    <rect class="bar" width="${px(200 * (Number.isFinite(share) ? share : 0))}" height="12" />
  </svg>`
}

const mostNames = 6

function dependencePlot(
  { column, values, mean, rows, classes }: ReportedDependence,
  report: EvaluationReport,
) {
  const areTexts = values.some((value) => typeof value === 'string')
  const kept = areTexts ? values.slice(0, mostNames) : values
  const xOf = (at: number) => (areTexts ? at : Number(values[at]))
  const dots = (own: readonly number[]) =>
    kept.map((_, at): Dot => [xOf(at), own[at] ?? Number.NaN])
  const x = areTexts
    ? { title: '', names: kept.map((value) => shortenText(String(value), 8)) }
    : { title: column }
  const manner = areTexts ? ('marked' as const) : ('line' as const)
  if (classes !== undefined) {
    const ends = classes.map(
      (own) => `${own.name} from ${writeNumber(own.mean[0])} to ${writeNumber(own.mean.at(-1))}`,
    )
    return plot({
      title: column,
      words: `how likely each class is: ${ends.join('; ')}`,
      x,
      y: { title: 'how likely', values: [0, 1] },
      series: classes.map((own) => ({ points: dots(own.mean), manner, name: own.name })),
    })
  }
  const unit = report.label.unit === undefined ? '' : `, ${report.label.unit}`
  return plot({
    title: column,
    words: `mean prediction from ${writeNumber(mean[0])} to ${writeNumber(mean.at(-1))}`,
    x,
    y: { title: `${report.label.name}${unit}` },
    series: [
      ...rows.map((own) => ({ points: dots(own), manner: 'faint' as const })),
      { points: dots(mean), manner },
    ],
  })
}
