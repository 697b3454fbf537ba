import type { ColumnDriftReply } from '../../api/index.ts'
import { html, type Html } from '../html.ts'
import { linearScale } from '../linear-scale.ts'
import { writeNumber, writePercent } from '../profile/write-value.ts'
import { px } from '../svg-path.ts'

interface Bin {
  readonly label: string
  readonly reference: number
  readonly current: number
}

const size = { width: 340, height: 150, left: 40, right: 8, top: 8, bottom: 22 }
/** The least of more are one. */
const mostCategories = 10

/** What a column's values are like now, filled, over what they were in the reference, outlined. */
export function binPicture({ column, bins, says }: ColumnDriftReply): Html | undefined {
  if (bins === undefined) return undefined
  const drawn = bins.kind === 'number' ? numberBins(bins) : categoryBins(bins)
  if (drawn.length === 0) return undefined
  const most = Math.max(...drawn.flatMap(({ reference, current }) => [reference, current]), 0.01)
  const bottom = size.height - size.bottom
  const right = size.width - size.right
  const slot = (right - size.left) / drawn.length
  const yOf = linearScale([0, most], [bottom, size.top])
  const every = Math.ceil(drawn.length / 6)
  return html`<svg
    class="bins"
    viewBox="0 0 ${size.width} ${size.height}"
    role="img"
    aria-label="${column}: ${says}"
  >
    ${[most / 2, most].map(
      (tick) =>
        html`<line
            class="grid"
            x1="${size.left}"
            x2="${right}"
            y1="${px(yOf(tick))}"
            y2="${px(yOf(tick))}"
          /><text x="${size.left - 6}" y="${px(yOf(tick) + 4)}" text-anchor="end"
            >${writePercent(tick)}</text
          >`,
    )}
    ${drawn.map(({ label, reference, current }, at) => {
      const x = size.left + slot * at
      const words = `${label}: now ${writePercent(current)}, reference ${writePercent(reference)}`
      return html`<g>
        <title>${words}</title>
        <rect
          class="now"
          x="${px(x + 1)}"
          width="${px(slot - 2)}"
          y="${px(yOf(current))}"
          height="${px(bottom - yOf(current))}"
        />
        <rect
          class="before"
          x="${px(x + 1)}"
          width="${px(slot - 2)}"
          y="${px(yOf(reference))}"
          height="${px(bottom - yOf(reference))}"
        />
        ${
          at % every === 0
            ? html`<text x="${px(x + slot / 2)}" y="${bottom + 15}" text-anchor="middle"
                >${shorten(label.split(' to ')[0] ?? label, drawn.length)}</text
              >`
            : undefined
        }
      </g>`
    })}
    <line class="zero" x1="${size.left}" x2="${right}" y1="${bottom}" y2="${bottom}" />
  </svg>`
}

type Bins = NonNullable<ColumnDriftReply['bins']>

function numberBins(bins: Extract<Bins, { readonly kind: 'number' }>): readonly Bin[] {
  return bins.edges.slice(0, -1).map((edge, at) => ({
    label: `${short(edge)} to ${short(bins.edges[at + 1] ?? edge)}`,
    reference: bins.reference[at] ?? 0,
    current: bins.current[at] ?? 0,
  }))
}

function categoryBins(bins: Extract<Bins, { readonly kind: 'category' }>): readonly Bin[] {
  const all = bins.categories
    .map((label, at) => ({
      label,
      reference: bins.reference[at] ?? 0,
      current: bins.current[at] ?? 0,
    }))
    .toSorted((a, b) => Math.max(b.reference, b.current) - Math.max(a.reference, a.current))
  if (all.length <= mostCategories) return all
  const rest = all.slice(mostCategories - 1)
  const sum = (side: 'reference' | 'current') => rest.reduce((total, bin) => total + bin[side], 0)
  const others = {
    label: `${rest.length} others`,
    reference: sum('reference'),
    current: sum('current'),
  }
  return [...all.slice(0, mostCategories - 1), others]
}

function short(value: number): string {
  return writeNumber(Number(value.toPrecision(3)))
}

function shorten(label: string, count: number): string {
  const room = Math.max(4, Math.floor(60 / Math.min(6, count)))
  return label.length > room ? `${label.slice(0, room - 1)}…` : label
}
