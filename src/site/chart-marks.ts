import type { ChartFrame } from './chart-frame.ts'
import type { ExpectedPoint } from './expected-point.ts'
import type { CameTrue, Report } from './forecast-page.ts'
import { html, type Html } from './html.ts'
import { splitAtGaps } from './split-at-gaps.ts'
import { bandPath, linePath, px, type Dot } from './svg-path.ts'

/** The forecast: a pale band of its usual error under a solid line. */
export function forecastMarks(points: readonly ExpectedPoint[], { x, y }: ChartFrame): Html {
  const pieces = splitAtGaps(points)
  const line = pieces.map((piece) => piece.map(({ at, value }): Dot => [x(at), y(value)]))
  const band = pieces.map((piece) =>
    bandPath(
      piece.map(({ at, high }): Dot => [x(at), y(high)]),
      piece.map(({ at, low }): Dot => [x(at), y(low)]),
    ),
  )
  return html`<path class="band" d="${band.join('')}" /><path
      class="forecast"
      d="${linePath(line)}"
    />`
}

export function reportMarks(reports: readonly Report[], { x, y }: ChartFrame): readonly Html[] {
  return reports.map(
    ({ at, value }) =>
      html`<circle class="report" cx="${px(x(at))}" cy="${px(y(value))}" r="3.5" />`,
  )
}

/** What was said, as rings, each tied to what came. */
export function earlierMarks(earlier: readonly CameTrue[], { x, y }: ChartFrame): readonly Html[] {
  return earlier.map(({ at, predicted, observed }) => {
    const middle = px(x(at))
    return html`<line
        class="miss"
        x1="${middle}"
        x2="${middle}"
        y1="${px(y(predicted))}"
        y2="${px(y(observed))}"
      />
      <circle class="said" cx="${middle}" cy="${px(y(predicted))}" r="3.5" />`
  })
}

/** The moment at which the page was made; the page's script moves it to the reader's now. */
export function nowMark(madeAt: Date, label: string, { x, top, bottom }: ChartFrame): Html {
  return html`<g
    class="now"
    data-at="${madeAt.getTime()}"
    transform="translate(${px(x(madeAt))} 0)"
  >
    <line y1="${top - 6}" y2="${bottom}" />
    <text text-anchor="middle" y="${top - 12}">${label}</text>
  </g>`
}

export function bestMark(point: ExpectedPoint, label: string, { x, y, right }: ChartFrame): Html {
  const [cx, cy] = [px(x(point.at)), px(y(point.value))]
  const anchor = cx > right - 60 ? 'end' : 'middle'
  return html`<g class="best">
    <circle cx="${cx}" cy="${cy}" r="4" />
    <text x="${cx}" y="${px(cy - 10)}" text-anchor="${anchor}">${label}</text>
  </g>`
}

/** Where the script shows the value under the pointer. */
export function cursorMark({ top, bottom }: ChartFrame): Html {
  return html`<g class="cursor" hidden>
    <line y1="${top - 6}" y2="${bottom}" />
    <circle r="4.5" />
    <text text-anchor="middle" y="${top - 12}"></text>
  </g>`
}
