import type { DaySummary } from './day-summary.ts'
import { html, type Html } from './html.ts'
import { linearScale } from './linear-scale.ts'
import { longDay, shortDay } from './local-time.ts'
import type { PageSetting } from './page-setting.ts'
import type { PlaceOutlook } from './place-outlook.ts'
import { px } from './svg-path.ts'
import { valueTicks } from './value-ticks.ts'

/** Each day's lowest, highest and best hour, with its range drawn on one scale for all days. */
export function dayTable(outlook: PlaceOutlook, setting: PageSetting): Html {
  const { unit } = setting.page
  const { from, to } = setting.hours
  return html`<table class="days">
      <caption>
        Day by day, ${unit}
      </caption>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <td></td>
          <th scope="col" class="number">Lowest</th>
          <th scope="col" class="number">Highest</th>
          <th scope="col" class="number">Best hour</th>
        </tr>
      </thead>
      <tbody>
        ${outlook.days.map((day) => dayRow(day, outlook, setting))}
      </tbody>
    </table>
    <p class="note">
      Best hour: the highest value between ${from}:00 and ${to}:00. The first day counts from
      ${setting.time.clock(setting.madeAt)} on.
    </p>`
}

function dayRow(summary: DaySummary, { days, best }: PlaceOutlook, setting: PageSetting): Html {
  const { format, time } = setting
  const isBest = best?.point === summary.best && best !== undefined
  return html`<tr ${isBest ? html`class="chosen"` : undefined}>
    <th scope="row">
      <abbr title="${longDay(summary.day)}">${shortDay(summary.day)}</abbr
      >${isBest ? html` <b>best</b>` : undefined}
    </th>
    <td class="range">${rangeBar(summary, days)}</td>
    <td class="number">${format.number(summary.lowest)}</td>
    <td class="number">${format.number(summary.highest)}</td>
    <td class="number">${summary.best === undefined ? '–' : time.clock(summary.best.at)}</td>
  </tr>`
}

function rangeBar({ lowest, highest }: DaySummary, days: readonly DaySummary[]): Html {
  const ticks = valueTicks(
    days.flatMap((day) => [day.lowest, day.highest]),
    4,
  )
  const x = linearScale([ticks[0] ?? 0, ticks.at(-1) ?? 1], [0, 100])
  return html`<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <rect class="rail" x="0" y="3.5" width="100" height="1" />
    <rect
      class="bar"
      x="${px(x(lowest))}"
      y="0"
      width="${px(Math.max(1, x(highest) - x(lowest)))}"
      height="8"
    />
  </svg>`
}
