import { html, type Html } from '../html.ts'
import { linearScale } from '../linear-scale.ts'
import { px } from '../svg-path.ts'

export interface IntervalScale {
  readonly low: number
  readonly high: number
}

/** What all intervals of a table have room in. */
export function intervalScale(values: readonly number[]): IntervalScale {
  const known = values.filter((value) => Number.isFinite(value))
  const low = known.reduce((least, value) => Math.min(least, value), Infinity)
  const high = known.reduce((most, value) => Math.max(most, value), -Infinity)
  return { low, high }
}

/** A value as a dot on its interval, beside what it is held against as a dashed line. */
export function intervalBar(
  { low, high }: IntervalScale,
  own: {
    readonly value: number
    readonly low: number
    readonly high: number
    readonly reference?: number | undefined
    readonly isBad?: boolean
  },
): Html | undefined {
  if (!Number.isFinite(own.value)) return undefined
  const x = linearScale([low, high], [4, 196])
  const [from, to] = [own.low, own.high].map((end) => (Number.isFinite(end) ? end : own.value))
  return html`<svg
    class="interval${own.isBad === true ? ' bad' : ''}"
    viewBox="0 0 200 16"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${
      own.reference === undefined || !Number.isFinite(own.reference)
        ? undefined
        : html`<line
            class="reference"
            x1="${px(x(own.reference))}"
            x2="${px(x(own.reference))}"
            y1="0"
            y2="16"
          />`
    }
    <line
      class="spread"
      x1="${px(x(from ?? own.value))}"
      x2="${px(x(to ?? own.value))}"
      y1="8"
      y2="8"
    />
    <rect class="value" x="${px(x(own.value) - 1.5)}" y="2" width="3" height="12" />
  </svg>`
}
