import { chartSizes } from '../chart-size.ts'
import { html, type Html } from '../html.ts'
import { linearScale } from '../linear-scale.ts'
import { shortDay, type LocalTime } from '../local-time.ts'
import { px } from '../svg-path.ts'
import { isYes, writeProbability, type Decision, type DecisionPage } from './decision-page.ts'

const height = 200
const margin = { left: 44, right: 12, top: 28, bottom: 32 }

/** Each probability by its day; filled where it came to a yes. */
export function historyChart(page: DecisionPage, time: LocalTime): Html {
  const { words } = page
  return html`<figure class="figure">
    <figcaption>
      <h3>How likely “${words.yes}” was, day by day</h3>
      <ul class="key">
        <li>${sign('came-yes')} ${words.yes}</li>
        <li>${sign('came-no')} ${words.no}</li>
        <li>${sign('came-open')} not known yet</li>
      </ul>
    </figcaption>
    ${chartSizes.map(({ name, width }) => chart(page, time, { name, width }))}
  </figure>`
}

function sign(kind: string): Html {
  return html`<svg viewBox="0 0 24 12" aria-hidden="true">
    <circle class="${kind}" cx="12" cy="6" r="4.5" />
  </svg>`
}

function chart(
  page: DecisionPage,
  time: LocalTime,
  { name, width }: { readonly name: string; readonly width: number },
): Html {
  const points = page.decisions.toReversed()
  const [first, last] = [points[0], points.at(-1)]
  const [from, to] = [first?.at.getTime() ?? 0, last?.at.getTime() ?? 1]
  const x = linearScale([from, Math.max(to, from + 1)], [margin.left + 8, width - margin.right])
  const y = linearScale([0, 1], [height - margin.bottom, margin.top])
  const right = points.filter((one) => isYes(one) === one.observed).length
  const words = `${points.length} probabilities, ${right} of them on the right side of 50 %.`
  return html`<svg
    class="chart ${name}"
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label="${words}"
  >
    <text class="axis-title" x="0" y="12">Probability of “${page.words.yes}”, %</text>
    ${[0, 0.5, 1].map((tick) => tickLine(tick, y(tick), width))}
    ${[first, last].map((one, at) => (one === undefined ? undefined : dayLabel(one, at, x, time)))}
    ${points.map((one) => mark(one, [x(one.at.getTime()), y(one.probability)], page, time))}
  </svg>`
}

function tickLine(tick: number, y: number, width: number): Html {
  return html`<line
      class="${tick === 0.5 ? 'reference' : tick === 0 ? 'zero' : 'grid'}"
      x1="${margin.left}"
      x2="${width - margin.right}"
      y1="${px(y)}"
      y2="${px(y)}"
    />
    <text class="tick number" x="${margin.left - 8}" y="${px(y + 4)}" text-anchor="end">
      ${100 * tick}
    </text>`
}

function dayLabel(one: Decision, at: number, x: (value: number) => number, time: LocalTime): Html {
  const anchor = at === 0 ? 'start' : 'end'
  return html`<text
    class="tick"
    x="${px(x(one.at.getTime()))}"
    y="${height - 10}"
    text-anchor="${anchor}"
  >
    ${shortDay(time.dayOf(one.at))}
  </text>`
}

function mark(
  one: Decision,
  [x, y]: readonly [number, number],
  { words }: DecisionPage,
  time: LocalTime,
): Html {
  const kind = one.observed === undefined ? 'came-open' : one.observed ? 'came-yes' : 'came-no'
  const came = one.observed === undefined ? 'not known yet' : one.observed ? words.yes : words.no
  const label = `${shortDay(time.dayOf(one.at))}, ${one.name}: ${writeProbability(one.probability)}; ${came}`
  return html`<circle class="${kind}" cx="${px(x)}" cy="${px(y)}" r="4.5">
    <title>${label}</title>
  </circle>`
}
