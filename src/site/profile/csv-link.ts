import { html, type Html } from '../html.ts'

/** A chart's numbers to take away. */
export function csvLink(address: string, file: string): Html {
  return html`<p class="note"><a href="${address}" download="${file}">Numbers as CSV</a></p>`
}
