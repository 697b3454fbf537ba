export interface Range {
  readonly min: number
  readonly max: number
}

const binCount = 20

/** Equally wide bins over the reference's range; the first and the last reach as far as both sides do. */
export function pictureEdges(reference: Range, current: Range): readonly number[] {
  const width = (reference.max - reference.min) / binCount || 1
  const edges = Array.from({ length: binCount + 1 }, (_, at) => reference.min + at * width)
  return [
    Math.min(reference.min, current.min),
    ...edges.slice(1, -1),
    Math.max(reference.max, current.max, edges.at(-2) ?? reference.max),
  ]
}
