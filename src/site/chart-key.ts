import { html, trustedHtml, type Html } from './html.ts'

const signs = {
  forecast: '<line class="forecast" x1="1" x2="23" y1="6" y2="6" />',
  band: '<rect class="band" x="1" y="1" width="22" height="10" />',
  report: '<circle class="report" cx="12" cy="6" r="3.5" />',
  said: '<circle class="said" cx="12" cy="6" r="3.5" />',
  reference: '<line class="reference" x1="1" x2="23" y1="6" y2="6" />',
  bar: '<rect class="bar" x="1" y="1" width="22" height="10" />',
} as const

export interface KeyEntry {
  readonly sign: keyof typeof signs
  readonly words: string
}

/** Says what each sign of a chart stands for. */
export function chartKey(entries: readonly KeyEntry[]): Html {
  return html`<ul class="key">
    ${entries.map(
      ({ sign, words }) =>
        html`<li>
          <svg viewBox="0 0 24 12" aria-hidden="true">${trustedHtml(signs[sign])}</svg>${words}
        </li>`,
    )}
  </ul>`
}
