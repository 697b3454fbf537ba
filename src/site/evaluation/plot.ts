import { html, type Html } from '../html.ts'
import { linearScale } from '../linear-scale.ts'
import { writeNumber } from '../profile/write-value.ts'
import { bandPath, linePath, px, type Dot } from '../svg-path.ts'
import { roundStep } from '../value-ticks.ts'

export interface PlotSeries {
  readonly points: readonly Dot[]
  /** `line` in blue, `reference` grey and dashed, `faint` thin, `dots` without a line. */
  readonly manner: 'line' | 'reference' | 'faint' | 'dots' | 'marked'
  /** Written where it ends, if several are to be told apart. */
  readonly name?: string
}

export interface Plot {
  readonly title: string
  /** For those who don't see it. */
  readonly words: string
  readonly x: PlotAxis
  readonly y: PlotAxis
  readonly series: readonly PlotSeries[]
  /** Between low and high at each x. */
  readonly band?: readonly (readonly [x: number, low: number, high: number])[]
}

export interface PlotAxis {
  readonly title: string
  /** What must fit; of all points when left out. */
  readonly values?: readonly number[]
  readonly write?: (value: number) => string
  /** Names at places 0, 1, 2 …, in the place of numbers. */
  readonly names?: readonly string[]
}

const size = { width: 340, height: 230, left: 46, right: 10, top: 24, bottom: 40 }

/** A small chart of numbers over numbers. */
export function plot(asked: Plot): Html {
  const { title, words, x, y, series, band = [] } = asked
  const xs = x.values ?? series.flatMap(({ points }) => points.map(([at]) => at))
  const ys = y.values ?? [
    ...series.flatMap(({ points }) => points.map(([, value]) => value)),
    ...band.flatMap(([, low, high]) => [low, high]),
  ]
  const across = ticksOf(xs, 5)
  const up = ticksOf(ys, 5)
  const right = size.width - size.right
  const bottom = size.height - size.bottom
  const xOf = linearScale([across.low, across.high], [size.left, right])
  const yOf = linearScale([up.low, up.high], [bottom, size.top])
  const to = ([at, value]: Dot): Dot => [xOf(at), yOf(value)]
  const writeX = x.write ?? writeNumber
  const writeY = y.write ?? writeNumber
  return html`<figure class="small-chart plot">
    <figcaption>${title}</figcaption>
    <svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${title}: ${words}">
      ${up.ticks.map(
        (tick) =>
          html`<line
              class="grid"
              x1="${size.left}"
              x2="${right}"
              y1="${px(yOf(tick))}"
              y2="${px(yOf(tick))}"
            /><text x="${size.left - 6}" y="${px(yOf(tick) + 4)}" text-anchor="end"
              >${writeY(tick)}</text
            >`,
      )}
      ${
        x.names === undefined
          ? across.ticks.map((tick) => tickText(xOf(tick), bottom, writeX(tick)))
          : x.names.map((name, at) => tickText(xOf(at), bottom, name))
      }
      <line class="zero" x1="${size.left}" x2="${right}" y1="${bottom}" y2="${bottom}" />
      ${
        band.length === 0
          ? undefined
          : html`<path
              class="band"
              d="${bandPath(
                band.map(([at, , high]) => to([at, high])),
                band.map(([at, low]) => to([at, low])),
              )}"
            />`
      }
      ${series.map((own) => seriesMarks(own, to))} ${series.map((own) => endName(own, to))}
      <text class="axis-title" x="0" y="11">${y.title}</text>
      <text class="axis-title" x="${right}" y="${size.height - 4}" text-anchor="end">
        ${x.title}
      </text>
    </svg>
  </figure>`
}

function tickText(x: number, bottom: number, words: string): Html {
  return html`<text x="${px(x)}" y="${bottom + 16}" text-anchor="middle">${words}</text>`
}

function seriesMarks({ points, manner }: PlotSeries, to: (point: Dot) => Dot): Html {
  const places = points.map(to)
  if (manner === 'dots') {
    return html`${places.map(
      ([x, y]) => html`<circle class="dot" cx="${px(x)}" cy="${px(y)}" r="1.8" />`,
    )}`
  }
  const classes = { line: 'forecast', marked: 'forecast', reference: 'reference', faint: 'faint' }
  return html`<path class="${classes[manner]}" d="${linePath([places])}" />${
      manner === 'marked'
        ? places.map(([x, y]) => html`<circle class="mark" cx="${px(x)}" cy="${px(y)}" r="3" />`)
        : undefined
    }`
}

function endName({ points, name }: PlotSeries, to: (point: Dot) => Dot): Html | undefined {
  const last = points.at(-1)
  if (name === undefined || last === undefined) return undefined
  const [x, y] = to(last)
  return html`<text class="end-name" x="${px(x)}" y="${px(y - 5)}" text-anchor="end">${name}</text>`
}

/** Round values that enclose all that must fit, not necessarily from zero. */
function ticksOf(
  values: readonly number[],
  count: number,
): { readonly low: number; readonly high: number; readonly ticks: readonly number[] } {
  const known = values.filter((value) => Number.isFinite(value))
  const low = known.reduce((least, value) => Math.min(least, value), Infinity)
  const high = known.reduce((most, value) => Math.max(most, value), -Infinity)
  if (!(high > low)) {
    const only = Number.isFinite(low) ? low : 0
    return { low: only - 1, high: only + 1, ticks: [only] }
  }
  const step = roundStep((high - low) / count)
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  const ticks = Array.from({ length: last - first + 1 }, (_, at) =>
    Number(((first + at) * step).toPrecision(12)),
  )
  return { low, high, ticks }
}
