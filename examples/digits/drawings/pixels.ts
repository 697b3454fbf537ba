import { float } from 'groundswell'

/** Pictures are so many pixels wide and high. */
export const size = 12

/** `p0` is the upper left one, then row by row. */
export const pixelNames = Array.from({ length: size * size }, (_, at) => `p${at}`)

/** How light each pixel is. */
export const pixelColumns = Object.fromEntries(
  pixelNames.map((name) => [name, float({ min: 0, max: 1 })] as const),
)
