import { html, type Html } from '../html.ts'
import { writeCount } from '../profile/write-value.ts'

export interface Confusion {
  readonly classes: readonly (number | string)[]
  /** By what was so, by what was said. */
  readonly counts: readonly (readonly number[])[]
}

/** How often each class was taken for which; of too many nothing is drawn. */
export function confusionTable(confusion: Confusion | undefined): Html | undefined {
  if (confusion === undefined || confusion.classes.length > 30) return undefined
  const { classes, counts } = confusion
  return html`<div class="scroll">
    <table class="matrix">
      <caption>
        Rows by what was so and what was said
      </caption>
      <thead>
        <tr>
          <td></td>
          ${classes.map((name) => html`<th scope="col">said ${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${counts.map((row, at) => {
          const sum = row.reduce((whole, count) => whole + count, 0)
          return html`<tr>
            <th scope="row">was ${classes[at]}</th>
            ${row.map((count) => {
              const share = sum === 0 ? 0 : count / sum
              return html`<td class="amount-${Math.min(5, 1 + Math.floor(share * 5))}">
                ${writeCount(count)}
              </td>`
            })}
          </tr>`
        })}
      </tbody>
    </table>
  </div>`
}
