import type { ChartSize } from './chart-size.ts'
import { dayTicks, type DayTick } from './day-ticks.ts'
import { html, type Html } from './html.ts'
import { linearScale } from './linear-scale.ts'
import { namesOf, type LocalTime } from './local-time.ts'
import { px } from './svg-path.ts'
import { valueTicks } from './value-ticks.ts'

/** The axes of a chart over local time, and the scales that place data in it. */
export interface ChartFrame {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly from: Date
  readonly to: Date
  readonly values: readonly [low: number, high: number]
  readonly days: readonly DayTick[]
  x(at: Date): number
  y(value: number): number
  /** Day bands, grid, labels: what lies under the data. */
  readonly markup: Html
}

export interface FrameOptions {
  readonly size: Pick<ChartSize, 'width' | 'height'>
  readonly from: Date
  readonly to: Date
  /** Every value that must fit. */
  readonly values: readonly number[]
  /** What the values are, with their unit: "Wave height, ft". */
  readonly title: string
  readonly time: LocalTime
}

const margin = { left: 30, right: 6, top: 44, bottom: 40 }

export function chartFrame(options: FrameOptions): ChartFrame {
  const { size, from, to, time } = options
  const [left, right] = [margin.left, size.width - margin.right]
  const [top, bottom] = [margin.top, size.height - margin.bottom]
  const ticks = valueTicks(options.values, Math.round((bottom - top) / 44))
  const values = [ticks[0] ?? 0, ticks.at(-1) ?? 1] as const
  const xOf = linearScale([from.getTime(), to.getTime()], [left, right])
  const y = linearScale(values, [bottom, top])
  const x = (at: Date) => xOf(at.getTime())
  const days = dayTicks(from, to, time)
  const markup = html`<g class="axis">
    ${dayBands(days, x, [top, bottom])}
    ${ticks.map((tick) => valueLine(tick, y(tick), [left, right]))} ${dayLabels(days, x, bottom)}
    <text class="axis-title" x="0" y="12">${options.title}</text>
  </g>`
  return { left, right, top, bottom, from, to, values, days, x, y, markup }
}

function dayBands(
  days: readonly DayTick[],
  x: (at: Date) => number,
  [top, bottom]: readonly [number, number],
): readonly Html[] {
  return days.map(({ day, from, to }) => {
    // By date and not by position, so that a day keeps its shade wherever the chart begins.
    const parity = (Date.parse(day) / 86_400_000) % 2 === 0 ? 'even' : 'odd'
    return html`<rect
      class="day ${parity}"
      x="${px(x(from))}"
      y="${top}"
      width="${px(x(to) - x(from))}"
      height="${bottom - top}"
    />`
  })
}

function valueLine(tick: number, y: number, [left, right]: readonly [number, number]): Html {
  return html`<line
      class="${tick === 0 ? 'zero' : 'grid'}"
      x1="${left}"
      x2="${right}"
      y1="${px(y)}"
      y2="${px(y)}"
    />
    <text class="tick number" x="${left - 8}" y="${px(y + 4)}" text-anchor="end">${tick}</text>`
}

function dayLabels(
  days: readonly DayTick[],
  x: (at: Date) => number,
  bottom: number,
): readonly Html[] {
  const dayWidth = Math.max(...days.map(({ from, to }) => x(to) - x(from)))
  const every = Math.ceil(27 / dayWidth)
  const withMonth = dayWidth * every >= 47
  return days.map(({ day, from, to }, i) => {
    const isCut = x(to) - x(from) < Math.min(27, dayWidth * 0.9)
    if (i % every !== 0 || (every === 1 && isCut)) return html``
    const { weekday, date, month } = namesOf(day)
    const middle = px((x(from) + x(to)) / 2)
    const second = withMonth ? `${date} ${month.slice(0, 3)}` : date
    return html`<text class="tick" text-anchor="middle" x="${middle}" y="${bottom + 17}"
        >${weekday.slice(0, 3)}</text
      >
      <text class="tick number" text-anchor="middle" x="${middle}" y="${bottom + 33}"
        >${second}</text
      >`
  })
}
