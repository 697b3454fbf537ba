export type Dot = readonly [x: number, y: number]

/** The path of a line through each piece; a piece of one dot becomes a dot under a round line cap. */
export function linePath(pieces: readonly (readonly Dot[])[]): string {
  return pieces
    .map((piece) => `M${(piece.length === 1 ? [...piece, ...piece] : piece).map(toText).join('L')}`)
    .join('')
}

/** The outline between an upper and a lower line. */
export function bandPath(upper: readonly Dot[], lower: readonly Dot[]): string {
  if (upper.length === 0) return ''
  return `M${[...upper, ...lower.toReversed()].map(toText).join('L')}Z`
}

/** A length with a tenth of a pixel, as short as it can be written. */
export function px(length: number): number {
  return Math.round(length * 10) / 10
}

function toText([x, y]: Dot): string {
  return `${px(x)},${px(y)}`
}
