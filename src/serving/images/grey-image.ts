/** An image in shades of grey: row by row from the left, 0 is black, 255 white. */
export interface GreyImage {
  readonly width: number
  readonly height: number
  readonly pixels: Float64Array
}

/** Larger images are refused before any of them is unpacked. */
export const mostPixels = 40_000_000

/** How bright a colour looks, as of Rec. 601. */
export function greyOf(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue
}
