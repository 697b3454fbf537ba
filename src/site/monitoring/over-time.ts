import { plot } from '../evaluation/plot.ts'
import { html, type Html } from '../html.ts'
import { writeNumber } from '../profile/write-value.ts'
import type { Dot } from '../svg-path.ts'
import type { MonitorReport } from './monitor-report.ts'

type Series = MonitorReport['series'][number]

const estimated = 'estimated '
const mostShown = 12

/** What rules are about, and what was estimated of it, window by window. */
export function overTimeSection({ series }: MonitorReport): Html | undefined {
  const shown = series.filter(isTelling).slice(0, mostShown)
  if (shown.length === 0) return undefined
  return html`<section class="part" id="time">
    <h2>Over time</h2>
    <p>
      Window by window, with 95 % intervals where there are some; dashed is the limit or, beside
      what came true, the estimate.
    </p>
    <div class="small-charts">
      ${shown.map((own) => seriesPicture(own, estimateOf(own, series)))}
    </div>
  </section>`
}

function isTelling({ series, limits, points }: Series): boolean {
  const told = points.filter(({ value }) => value !== null)
  const isMain = limits.length > 0 || series === 'driftedShare'
  return told.length > 1 && isMain && !series.startsWith(estimated)
}

function estimateOf({ series, slice }: Series, all: readonly Series[]): Series | undefined {
  return all.find((own) => own.series === `${estimated}${series}` && own.slice === slice)
}

function seriesPicture(own: Series, estimate: Series | undefined): Html {
  const { series, slice, limits } = own
  const points = dotsOf(own)
  const moments = [...points, ...(estimate === undefined ? [] : dotsOf(estimate))].map(([at]) => at)
  const [first, last] = [Math.min(...moments), Math.max(...moments)]
  const bounds = limits.flatMap(({ atMost, atLeast }) =>
    [atMost, atLeast].filter((bound) => bound !== null),
  )
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10)
  const found = points.at(-1)?.[1]
  return plot({
    title: slice === '' ? series : `${series} of ${slice}`,
    words: `the newest value is ${writeNumber(found)}; wanted: ${limits.map(({ rule }) => rule).join(', ') || 'nothing'}`,
    x: { title: `${day(first)} to ${day(last)}`, names: [], values: [first, last] },
    y: { title: '' },
    series: [
      ...bounds.map((bound) => ({
        points: [
          [first, bound],
          [last, bound],
        ] as const,
        manner: 'reference' as const,
      })),
      ...(estimate === undefined
        ? []
        : [{ points: dotsOf(estimate), manner: 'reference' as const }]),
      { points, manner: points.length > 40 ? ('line' as const) : ('marked' as const) },
    ],
    band: own.points.flatMap(({ at, lower, upper }) =>
      lower === null || upper === null ? [] : [[Date.parse(at), lower, upper] as const],
    ),
  })
}

function dotsOf({ points }: Series): readonly Dot[] {
  return points.flatMap(({ at, value }): readonly Dot[] =>
    value === null ? [] : [[Date.parse(at), value]],
  )
}
