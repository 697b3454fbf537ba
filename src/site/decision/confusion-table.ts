import { html, type Html } from '../html.ts'
import { isYes, type Decision, type DecisionPage } from './decision-page.ts'

/** How often each answer met each outcome; right ones on the diagonal. */
export function confusionTable(known: readonly Decision[], { words }: DecisionPage): Html {
  const count = (said: boolean, came: boolean) =>
    known.filter((one) => isYes(one) === said && one.observed === came).length
  const row = (said: boolean) =>
    html`<tr>
      <th scope="row">we said “${said ? words.yes : words.no}”</th>
      ${[true, false].map(
        (came) =>
          html`<td class="number ${said === came ? 'chosen' : ''}">${count(said, came)}</td>`,
      )}
    </tr>`
  const isOneSided = new Set(known.map(({ observed }) => observed)).size < 2
  return html`<figure class="figure confusion">
    <table>
      <caption>
        Right and wrong
      </caption>
      <thead>
        <tr>
          <td></td>
          <th scope="col" class="number">${words.yes}</th>
          <th scope="col" class="number">${words.no}</th>
        </tr>
      </thead>
      <tbody>
        ${row(true)} ${row(false)}
      </tbody>
    </table>
    <p class="figure-foot">
      ${
        isOneSided
          ? 'Only one of the two has come yet: this says little.'
          : 'Shaded: what we said is what came.'
      }
    </p>
  </figure>`
}
