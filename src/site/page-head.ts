import { answerSentence, bestOutlook } from './answer-sentence.ts'
import { html, type Html } from './html.ts'
import type { PageSetting } from './page-setting.ts'
import { placeAnswer } from './place-answer.ts'
import type { PlaceOutlook } from './place-outlook.ts'

/** Title, the answer over all places, and the way to each of them. */
export function pageHead(outlooks: readonly PlaceOutlook[], setting: PageSetting): Html {
  const { page, madeAt, time } = setting
  return html`<header class="page-head">
    <div class="title-row">
      <h1>${page.title}</h1>
      <button type="button" class="theme" hidden></button>
    </div>
    ${overallAnswer(outlooks, setting)}
    <p class="introduction">${page.introduction}</p>
    ${outlooks.length > 1 ? glance(outlooks, setting) : undefined}
    <p class="note state-warn" data-made-at="${madeAt.getTime()}" hidden>
      <b>Old forecast.</b> It was made ${time.moment(madeAt)}; load the page again for the newest.
    </p>
    ${outlooks.length === 0 ? html`<p class="empty">There are no places to forecast yet.</p>` : undefined}
  </header>`
}

function overallAnswer(outlooks: readonly PlaceOutlook[], setting: PageSetting): Html {
  const best = bestOutlook(outlooks)
  if (best === undefined) return html``
  if (outlooks.length === 1) return placeAnswer(best, setting)
  const where = best.best === undefined ? '' : best.place.name
  return html`<p class="answer">${answerSentence(best, setting, where)}</p>`
}

function glance(outlooks: readonly PlaceOutlook[], setting: PageSetting): Html {
  return html`<nav aria-label="Places">
    <ul class="glance">
      ${outlooks.map(
        (outlook) =>
          html`<li>
            <a href="#${outlook.anchor}">${outlook.place.name}</a> ${bestWords(outlook, setting)}
          </li>`,
      )}
    </ul>
  </nav>`
}

function bestWords({ best }: PlaceOutlook, { format, time }: PageSetting): Html {
  if (best === undefined) return html`<span>no forecast yet</span>`
  return html`<span
    >best <b class="number">${format.value(best.point.value)}</b>,
    ${time.moment(best.point.at)}</span
  >`
}
