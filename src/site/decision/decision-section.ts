import { html, type Html } from '../html.ts'
import { shortDay, type LocalTime } from '../local-time.ts'
import { isYes, writeProbability, type Decision, type DecisionPage } from './decision-page.ts'

/** The newest decision: its picture, how sure it is, and what is known of its subject. */
export function decisionSection(page: DecisionPage, time: LocalTime): Html {
  const [newest] = page.decisions
  if (newest === undefined) {
    return html`<section class="part">
      <h2>Newest ${page.words.subject}</h2>
      <p class="empty">Nothing was predicted yet. The next run of the pipeline will.</p>
    </section>`
  }
  const day = shortDay(time.dayOf(newest.at))
  return html`<section class="part newest" id="newest" aria-labelledby="newest-title">
    <h2 id="newest-title">The ${page.words.subject} of ${day}</h2>
    <div class="decision">
      <figure class="figure">
        ${picture(newest.picture, `A picture of: ${answerWords(newest, page)}.`)}
      </figure>
      <div>
        <p class="answer">${newest.name} most likely <b>${answerOf(newest, page)}</b>.</p>
        ${probabilityBar(newest, page)} ${outcomeNote(newest, page)}
        <dl class="details">
          ${newest.details.map(
            ({ label, value }) =>
              html`<dt>${label}</dt>
                <dd>${value}</dd>`,
          )}
        </dl>
      </div>
    </div>
  </section>`
}

export function picture(svg: string, words: string): Html {
  const address = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  return html`<img class="picture" alt="${words}" src="${address}" />`
}

export function answerOf(decision: Pick<Decision, 'probability'>, { words }: DecisionPage): string {
  return isYes(decision) ? words.yes : words.no
}

function answerWords(decision: Decision, page: DecisionPage): string {
  return `${decision.name} most likely ${answerOf(decision, page)}`
}

/** How likely a yes is, from left to right, with the half that decides. */
function probabilityBar({ probability }: Decision, { words }: DecisionPage): Html {
  return html`<p class="probability">
    <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <rect class="rail" width="100" height="12" />
      <rect class="bar" width="${(100 * probability).toFixed(1)}" height="12" />
      <line class="half" x1="50" x2="50" y1="0" y2="12" />
    </svg>
    <span
      ><b class="number">${writeProbability(probability)}</b> likely “${words.yes}”; from 50 % on
      that is our answer.</span
    >
  </p>`
}

function outcomeNote({ observed }: Decision, { words }: DecisionPage): Html {
  if (observed === undefined) return html`<p class="note">What came of it is told a day later.</p>`
  return html`<p class="note">What came of it: ${observed ? words.yes : words.no}.</p>`
}
