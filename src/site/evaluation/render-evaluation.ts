import type { EvaluationReport } from '../../registry/index.ts'
import { documentHead } from '../document-head.ts'
import { html, trustedHtml, withoutIndents, type Html } from '../html.ts'
import { writeBytes, writeCount, writeMoment, writeNumber } from '../profile/write-value.ts'
import { themeScript } from '../theme-script.ts'
import { evaluationStyle } from './evaluation-style.ts'
import { explanationSection } from './explanation-section.ts'
import { horizonSection } from './horizon-section.ts'
import { behaviourSection, fairnessSection, leakSection } from './judged-sections.ts'
import { championSection, metricSection, sliceSection } from './measured-sections.ts'
import { pictureSection } from './picture-section.ts'
import { costSentence, mainMetric, verdictsOf, withInterval, type Verdict } from './verdicts.ts'

/** One HTML file with all that it needs inside; it loads nothing, and is whole without its script. */
export function renderEvaluation(
  report: EvaluationReport,
  { tokensCss }: { readonly tokensCss: string },
): string {
  const title = `${report.model}, version ${report.version}`
  const { markup } = html`<!doctype html>
    <html lang="en">
      ${documentHead({ title: `Evaluation of ${title}`, tokensCss, style: evaluationStyle, script: themeScript })}
      <body>
        ${withoutIndents(pageBody(report, title))} ${trustedHtml(`<script>${themeScript}</script>`)}
      </body>
    </html> `
  return markup
}

function pageBody(report: EvaluationReport, title: string): Html {
  return html`<div class="page">
    <main>
      ${pageHead(report, title)} ${metricSection(report)} ${horizonSection(report)}
      ${championSection(report)} ${pictureSection(report)} ${sliceSection(report)}
      ${fairnessSection(report)} ${behaviourSection(report)}
      ${isOfRows(report) ? leakSection(report) : undefined}
      ${isOfRows(report) ? explanationSection(report) : undefined}
    </main>
    ${pageFoot(report)}
  </div>`
}

const parts: readonly (readonly [string, string, (report: EvaluationReport) => boolean])[] = [
  ['metrics', 'How good', () => true],
  ['horizons', 'How far ahead', ({ horizons }) => horizons !== undefined],
  ['champion', 'Champion', ({ champion }) => champion !== undefined],
  ['pictures', 'Errors', () => true],
  ['slices', 'For whom', () => true],
  ['fairness', 'Fairness', ({ fairness }) => fairness.length > 0],
  ['behaviour', 'Behaviour', ({ behaviours }) => behaviours.length > 0],
  ['leaks', 'Leaks', isOfRows],
  ['explanation', 'Explanation', isOfRows],
]

/** Of a forecast no single columns are looked into. */
function isOfRows({ horizons }: EvaluationReport): boolean {
  return horizons === undefined
}

function pageHead(report: EvaluationReport, title: string): Html {
  const metric = mainMetric(report)
  return html`<header class="page-head">
    <div class="title-row">
      <h1>${title}</h1>
      <button type="button" class="theme" hidden></button>
    </div>
    ${
      metric === undefined
        ? undefined
        : html`<p class="answer">
            ${metric.name} is ${withInterval(metric)} on ${writeCount(report.rowCount)} rows that it
            has not learned from.
          </p>`
    }
    <p class="introduction">
      ${report.learner}, of ${writeCount(report.trainingRowCount)} rows; predicts
      ${report.label.name}${report.label.unit === undefined ? '' : ` in ${report.label.unit}`}.
    </p>
    <ul class="findings">
      ${verdictsOf(report).map(verdictLine)}
    </ul>
    <nav class="contents" aria-label="Parts">
      ${parts
        .filter(([, , isTold]) => isTold(report))
        .map(([anchor, words]) => html`<a href="#${anchor}">${words}</a>`)}
    </nav>
  </header>`
}

const stateWords = { good: 'Good', bad: 'Look here', unsure: 'Mind' } as const
const stateClasses = { good: 'good', bad: 'bad-word', unsure: 'unsure' } as const

function verdictLine({ state, subject, sentence, anchor }: Verdict): Html {
  return html`<li>
    <span
      ><span class="${stateClasses[state]}">${stateWords[state]}</span> ·
      <a href="#${anchor}">${subject}</a></span
    >
    <span>${sentence}</span>
  </li>`
}

function pageFoot({ cost, madeAt, confidence }: EvaluationReport): Html {
  return html`<footer class="page-foot">
    <dl>
      <dt>Costs</dt>
      <dd>${costSentence(cost)} ${writeBytes(cost.sizeBytes)} as a file.</dd>
      <dt>Intervals</dt>
      <dd>
        ${writeNumber(confidence * 100)} %: rows are drawn anew with replacement (Efron 1979). They
        tell how far these rows may mislead, not whether the world stays as it was.
      </dd>
      <dt>Measured</dt>
      <dd>${writeMoment(Date.parse(madeAt))} UTC</dd>
    </dl>
  </footer>`
}
