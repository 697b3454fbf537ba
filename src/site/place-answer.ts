import { answerSentence, farAheadSentence } from './answer-sentence.ts'
import { html, type Html } from './html.ts'
import type { PageSetting } from './page-setting.ts'
import type { PlaceOutlook } from './place-outlook.ts'

/** The answer for one place, with a caution where it looks further ahead than we can. */
export function placeAnswer(outlook: PlaceOutlook, setting: PageSetting): Html {
  const caution = farAheadSentence(outlook, setting)
  return html`<p class="answer">${answerSentence(outlook, setting)}</p>
    ${caution && html`<p class="note">${caution}</p>`}`
}
