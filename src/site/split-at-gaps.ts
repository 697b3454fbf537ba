/**
 * Cuts a series in order of time where it has no value (NaN) or pauses for more than one and a half
 * times its usual step, so that a gap in data is drawn as a gap.
 */
export function splitAtGaps<P extends { readonly at: Date; readonly value: number }>(
  points: readonly P[],
): readonly (readonly P[])[] {
  const longestMs = usualStepMs(points) * 1.5
  const pieces: P[][] = []
  let last: P | undefined
  for (const point of points) {
    if (!Number.isFinite(point.value)) {
      last = undefined
      continue
    }
    if (last === undefined || point.at.getTime() - last.at.getTime() > longestMs) pieces.push([])
    pieces.at(-1)?.push(point)
    last = point
  }
  return pieces
}

function usualStepMs(points: readonly { readonly at: Date }[]): number {
  const steps = points
    .slice(1)
    .map((point, i) => point.at.getTime() - (points[i]?.at.getTime() ?? 0))
    .toSorted((a, b) => a - b)
  return steps[Math.floor(steps.length / 2)] ?? 0
}
