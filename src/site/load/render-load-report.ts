import { documentHead } from '../document-head.ts'
import { html, type Html } from '../html.ts'
import type { LoadReport } from './load-report.ts'
import { secondsChart } from './seconds-chart.ts'

/** What a load test has measured, as one HTML file that loads nothing. */
export function renderLoadReport(report: LoadReport): string {
  const { service, url, kind, madeAt, result, tokensCss } = report
  const { latency, dueCount, failedCount, tookMs } = result
  const failed = failedCount === 0 ? 'none failed' : `${count(failedCount)} failed`
  const { markup } = html`<!doctype html>
    <html lang="en">
      ${documentHead({ title: `Load on ${service}`, tokensCss, style: loadStyle })}
      <body>
        <div class="page">
          <header class="page-head">
            <h1>Load on ${service}</h1>
            <p class="answer">
              ${count(Math.round(result.answeredPerSecond))} answers a second, 99 of 100 within
              ${milliseconds(latency.p99)}.
            </p>
            <p class="introduction">
              ${count(dueCount)} requests in ${(tookMs / 1000).toFixed(0)} s, of which ${failed};
              ${kindWords[kind]} ${url}, ${madeAt.toISOString().slice(0, 16).replace('T', ' ')} UTC.
            </p>
          </header>
          <main>
            ${thresholdSection(report)} ${latencySection(report)}
            <section class="part" id="seconds">
              <h2>Second by second</h2>
              ${secondsChart('How long answers took', 'ms', result.seconds, [
                { name: '99 of 100', kind: 'second', of: ({ p99 }) => p99 },
                { name: 'half', kind: 'first', of: ({ p50 }) => p50 },
              ])}
              ${secondsChart('How many requests there were', 'a second', result.seconds, [
                { name: 'due', kind: 'first', of: ({ dueCount: due }) => due },
                { name: 'failed', kind: 'second', of: ({ failedCount: bad }) => bad },
              ])}
            </section>
          </main>
        </div>
      </body>
    </html> `
  return markup
}

const kindWords = {
  open: 'sent when they were due, answered or not, to',
  closed: 'sent as soon as the last was answered, to',
} as const

const loadStyle = String.raw`
table { max-width: 480px }
h3 { margin-top: var(--space-wide) }
.load { fill: none; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round }
.load.first { stroke: var(--category-1) }
.load.second { stroke: var(--category-2) }
`

function thresholdSection({ thresholds }: LoadReport): Html | undefined {
  if (thresholds.length === 0) return undefined
  return html`<section class="part" id="holds">
    <h2>What must hold</h2>
    <table>
      ${thresholds.map(
        ({ text, holds }) =>
          html`<tr>
            <th scope="row">${text}</th>
            <td>${holds ? 'holds' : html`<strong>does not hold</strong>`}</td>
          </tr>`,
      )}
    </table>
  </section>`
}

function latencySection({ result: { latency, outcomes } }: LoadReport): Html {
  const rows: readonly (readonly [string, number])[] = [
    ['Mean', latency.mean],
    ['Half', latency.p50],
    ['90 of 100', latency.p90],
    ['95 of 100', latency.p95],
    ['99 of 100', latency.p99],
    ['999 of 1,000', latency.p999],
    ['Longest', latency.max],
  ]
  return html`<section class="part" id="latency">
    <h2>How long answers took</h2>
    <table>
      ${rows.map(([name, value]) => fact(name, milliseconds(value)))}
    </table>
    <h3>What was answered</h3>
    <table>
      ${Object.entries(outcomes).map(([outcome, times]) => fact(outcome, count(times)))}
    </table>
  </section>`
}

function fact(name: string, value: string): Html {
  return html`<tr>
    <th scope="row">${name}</th>
    <td class="number">${value}</td>
  </tr>`
}

function milliseconds(value: number): string {
  return Number.isNaN(value) ? '–' : `${value.toFixed(value < 10 ? 2 : 0)} ms`
}

function count(value: number): string {
  return value.toLocaleString('en')
}
