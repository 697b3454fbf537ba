import { html, type Html } from '../html.ts'

/** A chart's numbers to take away. */
export function csvLink(address: string, file: string): Html {
  return html`<p class="note csv">
    <a href="${address}" download="${file}" title="These numbers as a file">CSV</a>
  </p>`
}
