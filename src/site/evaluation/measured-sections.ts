import type { EvaluationReport, ReportedMetric, ReportedSlice } from '../../registry/index.ts'
import { html, type Html } from '../html.ts'
import { writeCount, writeNumber } from '../profile/write-value.ts'
import { intervalBar, intervalScale } from './interval-bar.ts'
import { writeChance } from './metric-words.ts'
import { mainMetric } from './verdicts.ts'

/** Every metric with its interval, beside naive models. */
export function metricSection({
  metrics,
  baselines,
  confidence,
  rowCount,
}: EvaluationReport): Html {
  return html`<section class="part" id="metrics">
    <h2>How good it is</h2>
    <p>
      On ${writeCount(rowCount)} held-out rows, with ${writeNumber(confidence * 100)} % intervals
      (bootstrap). What the model is judged by comes first.
    </p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">metric</th>
            <th scope="col" class="number">value</th>
            <th scope="col" class="number">interval</th>
            ${baselines.map((name) => html`<th scope="col" class="number">${name}</th>`)}
            <th scope="col">better is</th>
          </tr>
        </thead>
        <tbody>
          ${metrics.map(metricRow)}
        </tbody>
      </table>
    </div>
  </section>`
}

function metricRow({ name, value, low, high, baselines, better, declared }: ReportedMetric): Html {
  return html`<tr${declared ? html` class="declared"` : undefined}>
    <th scope="row">${name}</th>
    <td class="number">${writeNumber(value)}</td>
    <td class="number">${writeNumber(low)} to ${writeNumber(high)}</td>
    ${baselines.map((own) => html`<td class="number">${writeNumber(own)}</td>`)}
    <td>${better === 'zero' ? 'near zero' : better}</td>
  </tr>`
}

/** The candidate beside the champion, on the same rows. */
export function championSection({ champion }: EvaluationReport): Html | undefined {
  if (champion === undefined) return undefined
  return html`<section class="part" id="champion">
    <h2>Beside version ${champion.version}, which is in its place now</h2>
    <p>
      Both were asked about the very same rows. By the ${champion.test.name}, chance alone would
      part them so far with probability ${writeChance(champion.test.p)}.
    </p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">metric</th>
            <th scope="col" class="number">this version</th>
            <th scope="col" class="number">version ${champion.version}</th>
            <th scope="col" class="number">better by</th>
            <th scope="col" class="number">interval</th>
          </tr>
        </thead>
        <tbody>
          ${champion.metrics.map(
            (metric) =>
              html`<tr>
                <th scope="row">${metric.name}</th>
                <td class="number">${writeNumber(metric.candidate)}</td>
                <td class="number">${writeNumber(metric.champion)}</td>
                <td class="number">${writeNumber(metric.gain.value)}</td>
                <td class="number">
                  ${writeNumber(metric.gain.low)} to ${writeNumber(metric.gain.high)}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`
}

/** Slices that were asked for, and the worst that a search has found. */
export function sliceSection(report: EvaluationReport): Html {
  const { slices, search } = report
  const names = { metric: mainMetric(report)?.name ?? '', loss: report.loss }
  return html`<section class="part" id="slices">
    <h2>For whom</h2>
    <h3>Where it is worst</h3>
    <p>
      ${writeCount(search.tried)} slices of one feature or two were tried, by the ${names.loss} of
      their rows.
      ${
        search.found.length === 0
          ? 'None is worse than the rest by more than chance.'
          : 'Those told are worse than the rest, all tests counted (Benjamini–Hochberg, 5 %).'
      }
    </p>
    ${search.found.length === 0 ? undefined : sliceTable(search.found, names)}
    ${
      slices.length === 0
        ? undefined
        : html`<h3>By the columns that the model names</h3>
            ${sliceTable(slices, names)}`
    }
  </section>`
}

function sliceTable(
  slices: readonly ReportedSlice[],
  names: { readonly metric: string; readonly loss: string },
): Html {
  const scale = intervalScale([0, ...slices.flatMap(({ high, loss, rest }) => [high, loss, rest])])
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">slice</th>
          <th scope="col" class="number">rows</th>
          <th scope="col" class="number">${names.metric}</th>
          <th scope="col" class="number">${names.loss}</th>
          <th scope="col" class="number">elsewhere</th>
          <th scope="col">with interval; dashed: elsewhere</th>
          <th scope="col">than the rest</th>
        </tr>
      </thead>
      <tbody>
        ${slices.map(
          (slice) =>
            html`<tr>
              <th scope="row" class="wraps">${slice.conditions.join(' and ')}</th>
              <td class="number">${writeCount(slice.rowCount)}</td>
              <td class="number">${writeNumber(slice.metric)}</td>
              <td class="number">${writeNumber(slice.loss)}</td>
              <td class="number">${writeNumber(slice.rest)}</td>
              <td class="bar-cell">
                ${intervalBar(scale, { ...slice, value: slice.loss, reference: slice.rest, isBad: slice.isWorse })}
              </td>
              <td>
                ${
                  slice.isWorse
                    ? html`<span class="bad-word">worse</span> (p ${writeChance(slice.p)})`
                    : ''
                }
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}
