import type { ColumnProfile, Profile, SlicedColumn, TimeSlices } from '../../data/index.ts'
import { csvAddress, toCsv } from '../csv.ts'
import { html, type Html } from '../html.ts'
import { splitAtGaps } from '../split-at-gaps.ts'
import { bandPath, linePath, px, type Dot } from '../svg-path.ts'
import { csvLink } from './csv-link.ts'
import { sliceCsvAddress } from './slice-csv.ts'
import { columnLink, writeCount, writeMoment, writePercent, writeValue } from './write-value.ts'

const size = { width: 300, height: 96 }

/** How the rows and each column moved over the event time. */
export function timeSection({ overTime, columns }: Profile): Html {
  if (overTime === undefined) return html``
  const { column, unit, starts, rowCounts } = overTime
  const csv = csvAddress(
    toCsv(
      [column, 'rows'],
      starts.map((start, at) => [start, rowCounts[at]]),
    ),
  )
  return html`<section class="part" id="over-time">
    <h2>Over time</h2>
    <p>
      By ${unit} of ${columnLink(columns, column)}, ${writeMoment(Date.parse(starts[0] ?? ''))} to
      ${writeMoment(Date.parse(starts.at(-1) ?? ''))}. Of numbers the median, and from 10 to 90 %
      the pale band; of truths the share that is true; dashed in grey the missing share.
    </p>
    <div class="small-charts">
      ${rowsChart(overTime, csv)}
      ${overTime.columns.map((sliced) => columnChart(sliced, overTime, columns))}
    </div>
  </section>`
}

function rowsChart({ rowCounts, starts }: TimeSlices, csv: string): Html {
  const most = Math.max(1, ...rowCounts)
  const width = size.width / rowCounts.length
  return html`<figure class="small-chart">
    <figcaption>rows</figcaption>
    <svg
      viewBox="0 0 ${size.width} ${size.height}"
      role="img"
      aria-label="Rows: at most ${writeCount(most)}"
    >
      ${rowCounts.map((count, at) => {
        const height = (count / most) * size.height
        return html`<rect
          class="bar"
          x="${px(at * width)}"
          width="${px(Math.max(0.5, width - 0.5))}"
          y="${px(size.height - height)}"
          height="${px(height)}"
          ><title>${dayOf(starts[at])}: ${writeCount(count)} rows</title></rect
        >`
      })}
      <line class="zero" x2="${size.width}" y1="${size.height}" y2="${size.height}" />
    </svg>
    ${endsOf(starts)}
    <p class="note">0 to ${writeCount(most)}</p>
    ${csvLink(csv, 'rows-over-time.csv')}
  </figure>`
}

/** Where there is neither number nor anything missing, there is nothing to draw. */
function columnChart(
  sliced: SlicedColumn,
  { column: time, starts, rowCounts }: TimeSlices,
  columns: readonly ColumnProfile[],
): Html {
  const { name, missingCounts, means, lows, medians, highs } = sliced
  const profile = columns.find((column) => column.name === name)
  const shares = missingCounts.map((count, at) => {
    const rows = rowCounts[at] ?? 0
    return rows === 0 ? null : count / rows
  })
  const anyMissing = missingCounts.some((count) => count > 0)
  const middles = medians ?? means
  if (profile === undefined || (middles === undefined && !anyMissing)) return html``
  const isTruth = profile.kind === 'boolean'
  const values = [...(lows ?? []), ...(middles ?? []), ...(highs ?? [])].filter(
    (value) => value !== null,
  )
  const [low, high] = isTruth ? [0, 1] : [Math.min(...values), Math.max(...values)]
  const write = (value: number) => (isTruth ? writePercent(value) : writeValue(profile, value))
  const most = Math.max(...shares.map((share) => share ?? 0))
  const range =
    values.length === 0 ? '' : low === high ? write(low) : `${write(low)} to ${write(high)}`
  const missing = anyMissing ? `missing up to ${writePercent(most)}` : ''
  const words = [range, missing].filter((word) => word !== '').join('; ')
  return html`<figure class="small-chart">
    <figcaption>${columnLink(columns, name)}</figcaption>
    <svg
      viewBox="0 0 ${size.width} ${size.height}"
      role="img"
      aria-label="${name} over time: ${words}"
    >
      ${bandsOf(sliced, starts, [low, high])}
      ${middles === undefined ? undefined : html`<path class="forecast" d="${lineOf(middles, starts, [low, high])}" />`}
      ${anyMissing ? html`<path class="before" d="${lineOf(shares, starts, [0, 1])}" />` : undefined}
      <line class="zero" x2="${size.width}" y1="${size.height}" y2="${size.height}" />
    </svg>
    ${endsOf(starts)}
    <p class="note">${words}</p>
    ${csvLink(sliceCsvAddress(time, starts, rowCounts, sliced), 'over-time.csv')}
  </figure>`
}

type Values = readonly (number | null)[]
type Range = readonly [low: number, high: number]

/** The slices that have a value, in pieces between those that have none. */
function piecesOf(values: Values, starts: readonly string[]) {
  return splitAtGaps(
    values.map((value, index) => ({
      at: new Date(starts[index] ?? ''),
      value: value ?? Number.NaN,
      index,
    })),
  )
}

function placeOf(index: number, value: number, count: number, [low, high]: Range): Dot {
  const share = high === low ? 0.5 : (value - low) / (high - low)
  return [((index + 0.5) / count) * size.width, size.height - 3 - share * (size.height - 6)]
}

function lineOf(values: Values, starts: readonly string[], range: Range): string {
  const dot = ({ index, value }: { readonly index: number; readonly value: number }) =>
    placeOf(index, value, values.length, range)
  return linePath(piecesOf(values, starts).map((piece) => piece.map(dot)))
}

function bandsOf({ lows, highs }: SlicedColumn, starts: readonly string[], range: Range): Html {
  if (lows === undefined || highs === undefined) return html``
  const paths = piecesOf(lows, starts).map((piece) => {
    const dots = (values: Values) =>
      piece.map(({ index, value }) => placeOf(index, values[index] ?? value, lows.length, range))
    return html`<path class="band" d="${bandPath(dots(highs), dots(lows))}" />`
  })
  return html`${paths}`
}

function endsOf(starts: readonly string[]): Html {
  return html`<p class="ends note">
    <span>${dayOf(starts[0])}</span><span>${dayOf(starts.at(-1))}</span>
  </p>`
}

function dayOf(start: string | undefined): string {
  return start === undefined ? '' : writeMoment(Date.parse(start))
}
