export type Span = readonly [from: number, to: number]

/** A function that carries `domain` onto `range` in a straight line. An empty domain goes to the range's middle. */
export function linearScale([from, to]: Span, [start, end]: Span): (value: number) => number {
  if (from === to) return () => (start + end) / 2
  return (value) => start + ((value - from) / (to - from)) * (end - start)
}
