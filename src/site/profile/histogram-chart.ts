import type { ColumnProfile, Histogram } from '../../data/index.ts'
import { toCsv } from '../csv.ts'
import { html, type Html } from '../html.ts'
import { px } from '../svg-path.ts'
import { writeCount, writeNumber, writeValue } from './write-value.ts'

const size = { width: 440, height: 200, foot: 20, head: 14 }

interface Pictured {
  readonly histogram: Histogram
  readonly before: Histogram | undefined
  /** What is counted, for those who don't see it. */
  readonly title: string
  readonly write: (value: number) => string
  /** The smallest and the largest value. */
  readonly ends: readonly [number, number]
}

/** The histogram of a column's numbers, or of the lengths of its texts. */
export function histogramOfColumn(
  column: ColumnProfile,
  before: ColumnProfile | undefined,
): Html | undefined {
  const { numbers, text, name } = column
  if (numbers !== undefined) {
    return histogramChart({
      histogram: numbers.histogram,
      before: before?.numbers?.histogram,
      title: `Histogram of ${name}`,
      write: (value) => writeValue(column, value),
      ends: [numbers.min, numbers.max],
    })
  }
  if (text === undefined || text.lengths.counts.length === 0) return undefined
  return histogramChart({
    histogram: text.lengths,
    before: before?.text?.lengths,
    title: `Lengths of ${name}`,
    write: (value) => `${writeNumber(value)} characters`,
    ends: [text.minLength, text.maxLength],
  })
}

/** The numbers of the same histogram. */
export function histogramCsv({ from, to, counts }: Histogram): string {
  const edge = (at: number) => from + ((to - from) * at) / counts.length
  const rows = counts.map((count, at) => [edge(at), edge(at + 1), count])
  return toCsv(['from', 'to', 'rows'], rows)
}

/** The one before, where there is one, is a dashed line in shares of its rows. */
function histogramChart({ histogram, before, title, write, ends }: Pictured): Html {
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
        ><title>${binWords(histogram, at, write)}</title></rect
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
    aria-label="${title}: ${describe(histogram, write)}"
  >
    ${bars}
    <path class="halo" d="${line}" />
    <path class="before" d="${line}" />
    <line class="zero" x2="${size.width}" y1="${bottom}" y2="${bottom}" />
    <text y="${size.height - 5}">${write(ends[0])}</text>
    <text x="${size.width}" y="${size.height - 5}" text-anchor="end">${write(ends[1])}</text>
    <text class="most" x="${size.width}" y="9" text-anchor="end">
      highest bar ${writeCount(highest)}
    </text>
  </svg>`
}

type Write = Pictured['write']

function describe(histogram: Histogram, write: Write): string {
  const fullest = histogram.counts.indexOf(Math.max(...histogram.counts))
  return `most values lie at ${binWords(histogram, fullest, write)}`
}

function binWords({ from, to, counts }: Histogram, at: number, write: Write): string {
  const width = (to - from) / counts.length
  const range = [from + at * width, from + (at + 1) * width].map(write)
  return `${range.join(' to ')}: ${writeCount(counts[at] ?? 0)}`
}

/** The shares of another histogram in the bins of this one, each of its bins spread evenly. */
function rebin(other: Histogram, { from, to, counts }: Histogram): number[] {
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
