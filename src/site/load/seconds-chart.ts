import { chartSizes } from '../chart-size.ts'
import { html, type Html } from '../html.ts'
import { linearScale } from '../linear-scale.ts'
import { linePath, px, type Dot } from '../svg-path.ts'
import { valueTicks } from '../value-ticks.ts'
import type { LoadReportSecond } from './load-report.ts'

/** One line of a chart over the seconds of a test. */
export interface SecondsLine {
  readonly name: string
  /** The class of its stroke. */
  readonly kind: 'first' | 'second'
  readonly of: (second: LoadReportSecond) => number
}

const height = 220
const margin = { left: 52, right: 12, top: 28, bottom: 32 }

/** Lines over the seconds of a test, from zero. A second without a value leaves a gap. */
export function secondsChart(
  title: string,
  unit: string,
  seconds: readonly LoadReportSecond[],
  lines: readonly SecondsLine[],
): Html {
  return html`<figure class="figure">
    <figcaption>
      <h3>${title}</h3>
      <ul class="key">
        ${lines.map(
          ({ name, kind }) =>
            html`<li>
              <svg viewBox="0 0 24 12" aria-hidden="true">
                <path class="load ${kind}" d="M2 6H22" />
              </svg>
              ${name}
            </li>`,
        )}
      </ul>
    </figcaption>
    ${chartSizes.map(({ name, width }) => chart({ name, width }, { title, unit, seconds, lines }))}
  </figure>`
}

interface SecondsChart {
  readonly title: string
  readonly unit: string
  readonly seconds: readonly LoadReportSecond[]
  readonly lines: readonly SecondsLine[]
}

function chart(
  { name, width }: { readonly name: string; readonly width: number },
  { title, unit, seconds, lines }: SecondsChart,
): Html {
  const values = lines.flatMap(({ of }) => seconds.map(of)).filter(Number.isFinite)
  const ticks = valueTicks(values, 4)
  const last = Math.max(1, seconds.at(-1)?.second ?? 1)
  const x = linearScale([0, last], [margin.left, width - margin.right])
  const y = linearScale([ticks[0] ?? 0, ticks.at(-1) ?? 1], [height - margin.bottom, margin.top])
  return html`<svg
    class="chart ${name}"
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label="${title}, ${unit}, from the first second to second ${last}"
  >
    <text class="axis-title" x="0" y="12">${unit}</text>
    ${ticks.map(
      (tick) =>
        html`<line
            class="${tick === 0 ? 'zero' : 'grid'}"
            x1="${margin.left}"
            x2="${width - margin.right}"
            y1="${px(y(tick))}"
            y2="${px(y(tick))}"
          />
          <text class="tick number" x="${margin.left - 8}" y="${px(y(tick) + 4)}" text-anchor="end">
            ${tick}
          </text>`,
    )}
    <text class="tick" x="${margin.left}" y="${height - 10}">0 s</text>
    <text class="tick" x="${width - margin.right}" y="${height - 10}" text-anchor="end">
      ${last} s
    </text>
    ${lines.map(
      ({ kind, of }) =>
        html`<path class="load ${kind}" d="${linePath(piecesOf(seconds, of, [x, y]))}" />`,
    )}
  </svg>`
}

type Scale = (value: number) => number

function piecesOf(
  seconds: readonly LoadReportSecond[],
  of: SecondsLine['of'],
  [x, y]: readonly [Scale, Scale],
): Dot[][] {
  const pieces: Dot[][] = []
  let piece: Dot[] | undefined
  for (const one of seconds) {
    const value = of(one)
    if (!Number.isFinite(value)) {
      piece = undefined
      continue
    }
    if (piece === undefined) pieces.push((piece = []))
    piece.push([x(one.second), y(value)])
  }
  return pieces
}
