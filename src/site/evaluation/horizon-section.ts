import type { EvaluationReport, ReportedHorizon } from '../../registry/index.ts'
import { html, type Html } from '../html.ts'
import { writeCount, writeNumber, writePercent } from '../profile/write-value.ts'
import { intervalBar, intervalScale } from './interval-bar.ts'

/** How good a forecast is by how far it looks ahead. */
export function horizonSection({
  horizons,
  baselines,
  confidence,
}: EvaluationReport): Html | undefined {
  if (horizons === undefined) return undefined
  const name = horizons[0]?.metrics[0]?.name ?? ''
  const bounds = horizons.flatMap(({ metrics: [main] }) => (main ? [main.low, main.high] : []))
  const scale = intervalScale([0, ...bounds])
  const isBounded = horizons.some(({ coverage }) => coverage !== undefined)
  return html`<section class="part" id="horizons">
    <h2>How far ahead</h2>
    <p>
      By how many steps it looked ahead, with ${writeNumber(confidence * 100)} % intervals: the
      steps of one forecast are drawn together.
    </p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col" class="number">steps ahead</th>
            <th scope="col" class="number">told</th>
            <th scope="col" class="number">${name}</th>
            <th scope="col" class="number">interval</th>
            <th scope="col"></th>
            ${baselines.map((own) => html`<th scope="col" class="number">${own}</th>`)}
            ${isBounded ? html`<th scope="col" class="number">within bounds</th>` : undefined}
          </tr>
        </thead>
        <tbody>
          ${horizons.map((own) => horizonRow(own, scale, isBounded))}
        </tbody>
      </table>
    </div>
  </section>`
}

function horizonRow(
  { ahead, rowCount, metrics: [main], coverage }: ReportedHorizon,
  scale: ReturnType<typeof intervalScale>,
  isBounded: boolean,
): Html | undefined {
  if (main === undefined) return undefined
  return html`<tr>
    <th scope="row" class="number">${ahead}</th>
    <td class="number">${writeCount(rowCount)}</td>
    <td class="number">${writeNumber(main.value)}</td>
    <td class="number">${writeNumber(main.low)} to ${writeNumber(main.high)}</td>
    <td>${intervalBar(scale, main)}</td>
    ${main.baselines.map((value) => html`<td class="number">${writeNumber(value)}</td>`)}
    ${isBounded ? html`<td class="number">${coverageWords(coverage)}</td>` : undefined}
  </tr>`
}

/** `89 % of 90 % (80 % to 94 %)` */
export function coverageWords(coverage: ReportedHorizon['coverage']): string {
  if (coverage === undefined) return ''
  const { wanted, value, low, high } = coverage
  return `${writePercent(value)} of ${writePercent(wanted)} (${writePercent(low)} to ${writePercent(high)})`
}
