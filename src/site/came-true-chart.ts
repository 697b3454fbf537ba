import { chartFrame } from './chart-frame.ts'
import { earlierMarks, reportMarks } from './chart-marks.ts'
import type { ChartSize } from './chart-size.ts'
import type { CameTrue } from './forecast-page.ts'
import { html, type Html } from './html.ts'
import { nextDay } from './local-time.ts'
import type { PageSetting } from './page-setting.ts'
import type { PlaceOutlook } from './place-outlook.ts'

const sizes: readonly ChartSize[] = [
  { name: 'narrow', width: 358, height: 208, daysBack: 14 },
  { name: 'medium', width: 680, height: 224, daysBack: 28 },
  { name: 'wide', width: 516, height: 240, daysBack: 21 },
]

/** What was said and what came, moment by moment, in all sizes. */
export function cameTrueCharts(
  earlier: readonly CameTrue[],
  outlook: PlaceOutlook,
  setting: PageSetting,
): readonly Html[] {
  return sizes.map((size) => cameTrueChart(earlier, outlook, setting, size))
}

function cameTrueChart(
  earlier: readonly CameTrue[],
  { place, anchor }: PlaceOutlook,
  { page, time }: PageSetting,
  size: ChartSize,
): Html {
  const newest = earlier.at(-1)?.at ?? page.madeAt
  const earliest = time.startOf(nextDay(time.dayOf(newest), -size.daysBack))
  const shown = earlier.filter(({ at }) => at >= earliest)
  const first = shown[0]?.at ?? newest
  const frame = chartFrame({
    size,
    from: time.startOf(time.dayOf(first)),
    to: time.startOf(nextDay(time.dayOf(newest))),
    values: shown.flatMap(({ predicted, observed }) => [predicted, observed]),
    title: `${page.valueLabel}, ${page.unit}`,
    time,
  })
  return html`<svg
    class="chart ${size.name}"
    viewBox="0 0 ${size.width} ${size.height}"
    role="img"
    aria-label="What we said and what came at ${place.name}, chart"
    aria-describedby="${anchor}-off"
  >
    ${frame.markup} ${earlierMarks(shown, frame)}
    ${reportMarks(
      shown.map(({ at, observed }) => ({ at, value: observed })),
      frame,
    )}
  </svg>`
}
