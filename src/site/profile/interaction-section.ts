import type { Interaction, Profile } from '../../data/index.ts'
import { csvAddress, toCsv } from '../csv.ts'
import { html, type Html } from '../html.ts'
import { csvLink } from './csv-link.ts'
import { writeCount, writeValue } from './write-value.ts'

const shownFirst = 6

/** Pairs of numbers as small maps of how often they meet, those that go together most first. */
export function interactionSection(profile: Profile): Html {
  const { interactions, correlations, rowCount } = profile
  if (interactions.length === 0) return html``
  const strengthOf = ({ x, y }: Interaction) => {
    const pair = correlations.pairs.find(({ first, second }) => first === x && second === y)
    return Math.abs(pair?.spearman ?? 0)
  }
  const sorted = interactions.toSorted((a, b) => strengthOf(b) - strengthOf(a))
  const rest = sorted.slice(shownFirst)
  const on =
    correlations.rowCount < rowCount
      ? ` Measured on ${writeCount(correlations.rowCount)} of the rows.`
      : ''
  return html`<section class="part" id="interactions">
    <h2>How pairs of numbers meet</h2>
    <p>
      The stronger the colour, the more rows. Cells span 1 to 99 % of the values; the outer ones
      hold what lies beyond.${on}
    </p>
    <div class="small-charts">${sorted.slice(0, shownFirst).map((one) => mapOf(one, profile))}</div>
    ${
      rest.length === 0
        ? undefined
        : html`<details>
            <summary>${rest.length} more pairs</summary>
            <div class="small-charts">${rest.map((one) => mapOf(one, profile))}</div>
          </details>`
    }
  </section>`
}

function mapOf(interaction: Interaction, { columns }: Profile): Html {
  const { x, y, counts, fromX, toX, fromY, toY } = interaction
  const size = counts.length
  const most = Math.max(...counts.flat())
  const write = (name: string, value: number) => {
    const column = columns.find((one) => one.name === name)
    return column === undefined ? String(value) : writeValue(column, value)
  }
  return html`<figure class="small-chart">
    <figcaption>${y} <span class="note">by</span> ${x}</figcaption>
    <svg
      class="meeting"
      viewBox="0 0 ${size} ${size}"
      preserveAspectRatio="none"
      role="img"
      aria-label="${y} by ${x}: ${writeCount(most)} rows in the fullest cell"
    >
      <rect class="rail" width="${size}" height="${size}" />
      ${counts.flatMap((line, row) =>
        line.map((count, column) =>
          count === 0
            ? undefined
            : html`<rect
                class="fill-${Math.min(6, 1 + Math.ceil(5 * Math.sqrt(count / most)))}"
                x="${column}"
                y="${size - 1 - row}"
                width="1.02"
                height="1.02"
                ><title>${writeCount(count)} rows</title></rect
              >`,
        ),
      )}
    </svg>
    <p class="ends note"><span>${write(x, fromX)}</span><span>${write(x, toX)}</span></p>
    <p class="note">up: ${write(y, fromY)} to ${write(y, toY)}</p>
    ${csvLink(csvAddress(cellsCsv(interaction)), 'pair.csv')}
  </figure>`
}

function cellsCsv({ x, y, counts, fromX, toX, fromY, toY }: Interaction): string {
  const edge = (from: number, to: number, at: number) => from + ((to - from) * at) / counts.length
  const rows = counts.flatMap((line, row) =>
    line.map((count, column) => [edge(fromX, toX, column), edge(fromY, toY, row), count]),
  )
  return toCsv([`${x} from`, `${y} from`, 'rows'], rows)
}
