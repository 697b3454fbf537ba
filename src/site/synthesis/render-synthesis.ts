import type { Synthesis } from '../../data/index.ts'
import { documentHead } from '../document-head.ts'
import { html, type Html } from '../html.ts'

export interface SynthesisPage {
  readonly title: string
  /** The content of `tokens.css`. */
  readonly tokensCss: string
}

/** How alike made up rows are to their table, and what they give away, as one HTML file that loads nothing. */
export function renderSynthesis(synthesis: Synthesis, { title, tokensCss }: SynthesisPage): string {
  const { markup } = html`<!doctype html>
    <html lang="en">
      ${documentHead({ title: `Made like ${title}`, tokensCss, style: synthesisStyle })}
      <body>
        <div class="page">
          <header class="page-head">
            <h1>Made like ${title}</h1>
            <p class="answer">${percent(synthesis.likeness.overall)} alike.</p>
            <p class="introduction">
              Learned from ${count(synthesis.learned.rowCount)} rows.
              ${keptWords(synthesis.privacy)}
            </p>
          </header>
          <main>
            ${columnSection(synthesis)} ${pairSection(synthesis)} ${privacySection(synthesis)}
          </main>
        </div>
      </body>
    </html> `
  return markup
}

const synthesisStyle = String.raw`
.scroll { overflow-x: auto; margin-top: var(--space-between) }
.length { width: 30% }
.length svg { display: block; width: 100%; min-width: 64px; height: 8px }
.facts { margin-top: var(--space-step) }
.facts th { color: var(--ink-soft) }
.facts td { white-space: normal }
`

function keptWords({ rare, smallest }: Synthesis['privacy']): string {
  if (rare === 'keep') return 'Rare texts were kept, and may point to somebody.'
  return `No value is kept that fewer than ${smallest} rows share.`
}

function columnSection({ likeness }: Synthesis): Html {
  return html`<section class="part" id="columns">
    <h2>Columns</h2>
    <p>
      How far each column is from what it was: 0 is the same, 1 has nothing in common. Of texts it
      is their lengths that are compared; keys are made anew.
    </p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Made as</th>
            <td></td>
            <th scope="col" class="number">Distance</th>
            <th scope="col" class="number">Missing</th>
            <th scope="col" class="number">Missing, made</th>
          </tr>
        </thead>
        <tbody>
          ${likeness.columns.map(
            ({ name, kind, distance, missing }) =>
              html`<tr>
                <th scope="row">${name}</th>
                <td>${kind}</td>
                <td class="length">${distance === undefined ? undefined : bar(distance)}</td>
                <td class="number">${distance?.toFixed(3) ?? '–'}</td>
                <td class="number">${percent(missing.table)}</td>
                <td class="number">${percent(missing.made)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`
}

function bar(share: number): Html {
  return html`<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <rect class="rail" width="100" height="8" />
    <rect class="bar" width="${Math.min(100, Math.round(1000 * share) / 10)}" height="8" />
  </svg>`
}

function pairSection({ likeness }: Synthesis): Html {
  const { furthest, columnLikeness, correlationLikeness, missingLikeness } = likeness
  return html`<section class="part" id="together">
    <h2>Together</h2>
    <table class="facts">
      ${fact('Columns', percent(columnLikeness))}
      ${fact('Correlations between columns', percent(correlationLikeness))}
      ${fact('Missing values', percent(missingLikeness))}
      ${
        furthest === undefined
          ? undefined
          : fact(
              'Furthest pair',
              `${furthest.columns.join(' and ')}: ${signed(furthest.table)}, made ${signed(furthest.made)}`,
            )
      }
    </table>
  </section>`
}

function privacySection({ privacy }: Synthesis): Html {
  const { nearness, copiesThrownAway, smallest } = privacy
  return html`<section class="part" id="given-away">
    <h2>What is given away</h2>
    <p>
      ${count(copiesThrownAway)} rows were thrown away, as they were rows of the table of which
      fewer than ${smallest} are alike.
    </p>
    ${
      nearness === undefined
        ? html`<p class="empty">
            There are too few rows to tell how near made ones come to real ones.
          </p>`
        : html`<table class="facts">
            ${fact('Nearest row of the table, by median', nearness.made.median.toFixed(3))}
            ${fact('The same for rows that were held out', nearness.heldOut.median.toFixed(3))}
            ${fact('Nearer than 19 of 20 held out', `${percent(nearness.nearerShare)}; 5 % is as it should be`)}
          </table>`
    }
  </section>`
}

function fact(name: string, value: string): Html {
  return html`<tr>
    <th scope="row">${name}</th>
    <td>${value}</td>
  </tr>`
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

function count(value: number): string {
  return value.toLocaleString('en')
}

/** Without a zero below zero. */
function signed(value: number): string {
  return (Math.round(100 * value) / 100 + 0).toFixed(2)
}
