import { chartFrame, type ChartFrame } from './chart-frame.ts'
import {
  bestMark,
  cursorMark,
  earlierMarks,
  forecastMarks,
  nowMark,
  reportMarks,
} from './chart-marks.ts'
import type { ChartSize } from './chart-size.ts'
import { html, type Html } from './html.ts'
import { longDay, nextDay } from './local-time.ts'
import type { PageSetting } from './page-setting.ts'
import type { PlaceOutlook } from './place-outlook.ts'
import { shortestLeads } from './shortest-leads.ts'

/** One rendering of the forecast beside the reports and forecasts of the days before. */
export function forecastChart(outlook: PlaceOutlook, setting: PageSetting, size: ChartSize): Html {
  const { madeAt, time, page, format } = setting
  const from = time.startOf(nextDay(time.dayOf(madeAt), -daysBack(outlook, size)))
  const isShown = ({ at }: { readonly at: Date }) => at >= from
  const points = outlook.points.filter(isShown)
  const reports = outlook.place.reports.filter(isShown)
  const earlier = shortestLeads(outlook.place.earlier).filter(isShown)
  const frame = chartFrame({
    size,
    from,
    to: points.at(-1)?.at ?? time.startOf(nextDay(time.dayOf(madeAt))),
    values: [
      ...points.map(({ high }) => high),
      ...points.map(({ low }) => low),
      ...reports.map(({ value }) => value),
      ...earlier.map(({ predicted }) => predicted),
    ].filter(Number.isFinite),
    title: `${page.valueLabel}, ${page.unit}`,
    time,
  })
  const best = outlook.best?.point
  return html`<svg
    class="chart ${size.name}"
    viewBox="0 0 ${size.width} ${size.height}"
    role="img"
    aria-label="${page.valueLabel} at ${outlook.place.name}, chart"
    aria-describedby="${outlook.anchor}-said"
    ${scaleAttributes(frame)}
  >
    ${frame.markup} ${forecastMarks(points, frame)} ${earlierMarks(earlier, frame)}
    ${reportMarks(reports, frame)} ${nowMark(madeAt, `made ${time.clock(madeAt)}`, frame)}
    ${best && bestMark(best, format.value(best.value), frame)} ${cursorMark(frame)}
    ${dayTitles(outlook, setting, frame)}
  </svg>`
}

/** No more past than there is something to show of, and all of it where nothing is to come. */
function daysBack({ place, points }: PlaceOutlook, size: ChartSize): number {
  if (place.reports.length === 0 && place.earlier.length === 0) return 0
  return points.length === 0 ? 13 : size.daysBack
}

/** What the script needs to find a moment and a value in the drawing. */
function scaleAttributes({ from, to, left, right, values, bottom, top }: ChartFrame): Html {
  return html`data-times="${from.getTime()} ${to.getTime()} ${left} ${right}"
  data-values="${values.join(' ')} ${bottom} ${top}"`
}

/** A tooltip for each day, which needs no script. */
function dayTitles(
  { days }: PlaceOutlook,
  { format }: PageSetting,
  { days: ticks, x, top, bottom }: ChartFrame,
): readonly Html[] {
  return ticks.map(({ day, from, to }) => {
    const summary = days.find((candidate) => candidate.day === day)
    if (summary === undefined) return html``
    return html`<rect
      class="hit"
      x="${x(from)}"
      y="${top}"
      width="${x(to) - x(from)}"
      height="${bottom - top}"
    >
      <title>
        ${longDay(day)}: ${format.number(summary.lowest)} to ${format.value(summary.highest)}
      </title>
    </rect>`
  })
}
