import type { NumberSketch } from './reference-profile.ts'

/**
 * The share of values that are at most each of the ascending places. Exact at the sketch's own cuts and
 * beyond its ends; between two cuts in proportion.
 */
export function cumulativeShares(sketch: NumberSketch, places: readonly number[]): number[] {
  const knots = knotsOf(sketch)
  let at = 0
  return places.map((place) => {
    while (at < knots.length && (knots[at]?.edge ?? 0) < place) at += 1
    const [before, after] = [knots[at - 1], knots[at]]
    if (after?.edge === place) return after.share
    if (before === undefined) return 0
    if (after === undefined) return 1
    const part = (place - before.edge) / (after.edge - before.edge)
    return before.share + part * (after.share - before.share)
  })
}

function knotsOf({ edges, counts, count, moments, values }: NumberSketch) {
  let below = 0
  if (values !== undefined) return steps(values, count)
  const { min = 0, max = 0 } = moments ?? {}
  const inner = edges.map((edge, at) => {
    below += counts[at] ?? 0
    return { edge, share: below / count }
  })
  const from = inner[0] !== undefined && inner[0].edge <= min ? [] : [{ edge: min, share: 0 }]
  const last = inner.at(-1)
  const to = last !== undefined && last.edge >= max ? [] : [{ edge: max, share: 1 }]
  return [...from, ...inner.filter(({ edge }) => edge <= max || edge === last?.edge), ...to]
}

/** Where each value is known, shares rise at the values only. */
function steps(values: NonNullable<NumberSketch['values']>, count: number) {
  let below = 0
  return values.flatMap(([value, found]) => {
    const before = { edge: justBelow(value), share: below / count }
    below += found
    return [before, { edge: value, share: below / count }]
  })
}

function justBelow(value: number): number {
  return value - Math.max(Math.abs(value) * Number.EPSILON, Number.MIN_VALUE)
}
