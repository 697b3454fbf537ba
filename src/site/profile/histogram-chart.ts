import type { ColumnProfile, Histogram } from '../../data/index.ts'
import { html, type Html } from '../html.ts'
import { px } from '../svg-path.ts'
import { writeCount, writeValue } from './write-value.ts'

const size = { width: 440, height: 200, foot: 20, head: 14 }

/** A column's histogram; the one before, where there is one, as a dashed line in shares of its rows. */
export function histogramChart(column: ColumnProfile, before: Histogram | undefined): Html {
  const histogram = column.numbers?.histogram
  if (histogram === undefined) return html``
  const total = sumOf(histogram)
  const shares = histogram.counts.map((count) => count / total)
  const old = before === undefined ? [] : rebin(before, histogram)
  const most = Math.max(...shares, ...old)
  const width = size.width / shares.length
  const bottom = size.height - size.foot
  const heightOf = (share: number) => (share / most) * (bottom - size.head)
  const bars = shares.map(
    (share, at) =>
      html`<rect
        class="bar"
        x="${px(at * width)}"
        width="${px(Math.max(width - 1, 1))}"
        y="${px(bottom - heightOf(share))}"
        height="${px(heightOf(share))}"
        ><title>${binWords(column, histogram, at)}</title></rect
      >`,
  )
  const line = old
    .map((share, at) => {
      const y = px(bottom - heightOf(share))
      return `${at === 0 ? 'M' : 'L'}${px(at * width)},${y}L${px((at + 1) * width)},${y}`
    })
    .join('')
  const highest = Math.max(...histogram.counts)
  return html`<svg
    class="histogram"
    viewBox="0 0 ${size.width} ${size.height}"
    role="img"
    aria-label="Histogram of ${column.name}: ${describe(column, histogram)}"
  >
    ${bars}
    <path class="halo" d="${line}" />
    <path class="before" d="${line}" />
    <line class="zero" x2="${size.width}" y1="${bottom}" y2="${bottom}" />
    <text y="${size.height - 5}">${writeValue(column, column.numbers?.min)}</text>
    <text x="${size.width}" y="${size.height - 5}" text-anchor="end">
      ${writeValue(column, column.numbers?.max)}
    </text>
    <text class="most" x="${size.width}" y="9" text-anchor="end">
      highest bar ${writeCount(highest)}
    </text>
  </svg>`
}

function describe(column: ColumnProfile, histogram: Histogram): string {
  const fullest = histogram.counts.indexOf(Math.max(...histogram.counts))
  return `most values lie at ${binWords(column, histogram, fullest)}`
}

function binWords(column: ColumnProfile, { from, to, counts }: Histogram, at: number): string {
  const width = (to - from) / counts.length
  const range = [from + at * width, from + (at + 1) * width].map((edge) => writeValue(column, edge))
  return `${range.join(' to ')}: ${writeCount(counts[at] ?? 0)}`
}

/** The shares of another histogram in the bins of this one, each of its bins spread evenly. */
export function rebin(other: Histogram, { from, to, counts }: Histogram): number[] {
  const total = sumOf(other)
  const width = (to - from) / counts.length
  const otherWidth = (other.to - other.from) / other.counts.length
  return counts.map((_, at) => {
    const [start, end] = [from + at * width, from + (at + 1) * width]
    return other.counts.reduce((sum, count, bin) => {
      const low = other.from + bin * otherWidth
      if (otherWidth === 0) return low >= start && low <= end ? sum + count / total : sum
      const overlap = Math.min(end, low + otherWidth) - Math.max(start, low)
      return sum + (Math.max(0, overlap) / otherWidth) * (count / total)
    }, 0)
  })
}

function sumOf({ counts }: Histogram): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
