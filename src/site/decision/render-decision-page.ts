import { documentHead } from '../document-head.ts'
import { html, trustedHtml, type Html } from '../html.ts'
import { localTime, longDay, type LocalTime } from '../local-time.ts'
import { safeAddress } from '../safe-address.ts'
import { writeProbability, type DecisionPage } from './decision-page.ts'
import { decisionScript } from './decision-script.ts'
import { decisionSection } from './decision-section.ts'
import { decisionStyle } from './decision-style.ts'
import { historySection } from './history-section.ts'
import { whatIfSection } from './what-if-section.ts'

/**
 * One HTML file with all that it needs inside; only the what-if form asks the server that serves it. Throws
 * `unknownTimeZone`.
 */
export function renderDecisionPage(page: DecisionPage): string {
  const time = localTime(page.timeZone)
  const { markup } = html`<!doctype html>
    <html lang="en">
      ${documentHead({ title: page.title, description: page.introduction, tokensCss: page.tokensCss, style: decisionStyle, script: decisionScript, asksServer: true })}
      <body>
        <div class="page">
          <header class="page-head">
            <div class="title-row">
              <h1>${page.title}</h1>
              <button type="button" class="theme" hidden></button>
            </div>
            <p class="introduction">${page.introduction}</p>
          </header>
          <main>
            ${decisionSection(page, time)} ${whatIfSection(page)} ${historySection(page, time)}
          </main>
          ${pageFoot(page, time)}
        </div>
        ${trustedHtml(`<script>${decisionScript}</script>`)}
      </body>
    </html> `
  return markup
}

function pageFoot(page: DecisionPage, time: LocalTime): Html {
  const dashboard = page.links.dashboard && safeAddress(page.links.dashboard)
  return html`<footer class="page-foot">
    <dl>
      <dt>This page</dt>
      <dd>Made ${time.moment(page.madeAt)} (${page.timeZone}). Updated ${page.schedule}.</dd>
      <dt>Model</dt>
      <dd>${modelWords(page, time)}</dd>
    </dl>
    ${dashboard ? html`<p><a href="${dashboard}">Open the dashboard</a></p>` : undefined}
  </footer>`
}

function modelWords({ model, words }: DecisionPage, time: LocalTime): string {
  if (model === undefined) return 'None has been trained yet.'
  const { name, version, trainedAt, heldOutCount, accuracy } = model
  const moment = `${longDay(time.dayOf(trainedAt))} at ${time.clock(trainedAt)}`
  const [right, guess] = [accuracy.value, accuracy.baseline].map(writeProbability)
  return `${name}, version ${version}, trained on ${moment}. Of ${heldOutCount} ${words.subject}s that were held out it was right about ${right}; always giving the commonest answer is right about ${guess}.`
}
