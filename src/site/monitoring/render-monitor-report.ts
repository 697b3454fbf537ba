import type { MonitorRunReply } from '../../api/index.ts'
import { documentHead } from '../document-head.ts'
import { confusionTable } from '../evaluation/confusion-table.ts'
import { evaluationStyle } from '../evaluation/evaluation-style.ts'
import { html, trustedHtml, withoutIndents, type Html } from '../html.ts'
import { writeCount, writeNumber } from '../profile/write-value.ts'
import { themeScript } from '../theme-script.ts'
import { driftSection } from './drift-section.ts'
import {
  answerOf,
  stateWords,
  windowWords,
  writeMinute,
  type MonitorReport,
} from './monitor-report.ts'
import { overTimeSection } from './over-time.ts'

/** One run of a monitor as a page that loads nothing, and is whole without its script. */
export function renderMonitorReport(
  report: MonitorReport,
  { tokensCss }: { readonly tokensCss: string },
): string {
  const title = `${report.monitor.name}, ${windowWords(report.run)}`
  const { markup } = html`<!doctype html>
    <html lang="en">
      ${documentHead({ title, tokensCss, style: `${evaluationStyle}${style}`, script: themeScript })}
      <body>
        ${withoutIndents(pageBody(report))} ${trustedHtml(`<script>${themeScript}</script>`)}
      </body>
    </html> `
  return markup
}

function pageBody(report: MonitorReport): Html {
  const { monitor, run } = report
  return html`<div class="page">
    <main>
      <header class="page-head">
        <div class="title-row">
          <h1>${monitor.name}</h1>
          <button type="button" class="theme" hidden></button>
        </div>
        <p class="answer">${stateMark(run.state)} ${answerOf(report)}</p>
        <p class="introduction">
          ${monitor.description === null ? '' : `${monitor.description}. `}${writeCount(run.rowCount)}
          rows of ${monitor.watches.kind} ${monitor.watches.name}, ${windowWords(run)} UTC, compared
          with ${monitor.reference}.
        </p>
      </header>
      ${verdictSection(run)} ${overTimeSection(report)} ${run.drift.map(driftSection)}
      ${confusionSection(run)} ${valueSection(run)}
    </main>
    <footer class="page-foot">
      <dl>
        <dt>Window</dt>
        <dd>${monitor.window}; ${run.reason}.</dd>
        <dt>Measured</dt>
        <dd>${writeMinute(run.measuredAt)} UTC</dd>
        ${run.notes.length === 0 ? undefined : html`<dt>Not measured</dt>`}
        ${run.notes.map((note) => html`<dd>${note}</dd>`)}
      </dl>
    </footer>
  </div>`
}

const stateMarks = { ok: '●', warning: '▲', critical: '■', unknown: '○' } as const
const stateClasses = { ok: 'good', warning: 'warn-word', critical: 'bad-word', unknown: 'unsure' }

function stateMark(state: MonitorRunReply['state']): Html {
  return html`<span class="${stateClasses[state]}"
    >${stateMarks[state]} ${stateWords[state]}.</span
  >`
}

function verdictSection({ verdicts }: MonitorRunReply): Html | undefined {
  if (verdicts.length === 0) return undefined
  return html`<section class="part" id="rules">
    <h2>What the rules say</h2>
    <ul class="findings">
      ${verdicts.map(
        ({ state, rule, slice, found, wanted }) =>
          html`<li>
            <span>${stateMark(state)}</span>
            <span
              >${rule}${slice === '' ? '' : ` of ${slice}`}: found ${found}, wanted ${wanted}.</span
            >
          </li>`,
      )}
    </ul>
  </section>`
}

function confusionSection({ confusion }: MonitorRunReply): Html | undefined {
  const table = confusionTable(confusion ?? undefined)
  if (table === undefined) return undefined
  return html`<section class="part" id="confusion">
    <h2>What was taken for what</h2>
    ${table}
  </section>`
}

function valueSection({ values }: MonitorRunReply): Html | undefined {
  if (values.length === 0) return undefined
  return html`<section class="part" id="values">
    <h2>All that was measured</h2>
    <details>
      <summary>${values.length === 1 ? '1 value' : `${writeCount(values.length)} values`}</summary>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Of</th>
              <th scope="col" class="number">Value</th>
              <th scope="col" class="number">95 % interval</th>
              <th scope="col" class="number">Rows</th>
            </tr>
          </thead>
          <tbody>
            ${values.map(
              ({ series, slice, value, lower, upper, count }) =>
                html`<tr>
                  <th scope="row">${series}</th>
                  <td>${slice === '' ? 'all' : slice}</td>
                  <td class="number">${writeNumber(value ?? undefined)}</td>
                  <td class="number">
                    ${lower === null || upper === null ? '–' : `${writeNumber(lower)} to ${writeNumber(upper)}`}
                  </td>
                  <td class="number">${count === null ? '–' : writeCount(count)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>
  </section>`
}

const style = String.raw`
.warn-word { color: var(--state-warn); font-weight: var(--weight-strong); font-size: var(--size-dense) }
.answer .good, .answer .bad-word, .answer .warn-word, .answer .unsure { font-size: inherit }
.bins { display: block; width: 100%; max-width: 460px; height: auto }
.bins .now { fill: var(--data-current) }
.bins .before { fill: none; stroke: var(--data-reference); stroke-width: 1.5; stroke-dasharray: 3 2 }
.plot .note { margin-top: var(--space-within) }
.number { text-align: right; font-variant-numeric: tabular-nums }
`
