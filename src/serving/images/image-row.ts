import type { GreyImage } from './grey-image.ts'
import { resizeImage } from './resize-image.ts'

/** How an image becomes a row of a request: brought to a size, and each pixel's grey as a field. */
export interface ImageRow {
  readonly width: number
  readonly height: number
  /** The field of each pixel: row by row, from the left. */
  readonly fields: readonly string[]
  /** What is drawn is `light` on dark, or `dark` on light: then values are turned round. `light` when it is not told. */
  readonly ink?: 'light' | 'dark'
  /** What full ink becomes; 1 when it is not told. */
  readonly most?: number
}

/** The fields of a request for an image: its middle square or oblong, resized. */
export function imageFields(
  { width, height, fields, ink = 'light', most = 1 }: ImageRow,
  image: GreyImage,
): Readonly<Record<string, number>> {
  const { pixels } = resizeImage(image, { width, height })
  return Object.fromEntries(
    fields.map((field, at) => {
      // To a byte, as images are: what is told of a prediction can be read.
      const grey = Math.round(pixels[at] ?? 0) / 255
      return [field, most * (ink === 'light' ? grey : 1 - grey)]
    }),
  )
}
