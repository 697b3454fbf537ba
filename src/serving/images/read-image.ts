import { servingErrors } from '../errors.ts'
import { decodePng, isPng } from './decode-png.ts'
import type { GreyImage } from './grey-image.ts'
import type { ImageRow } from './image-row.ts'

/** An image out of its bytes: a PNG, or a byte of grey for each pixel of the wanted size. Throws `imageWrong`. */
export function readImage({ width, height }: ImageRow, bytes: Buffer): GreyImage {
  if (isPng(bytes)) return decodePng(bytes)
  if (bytes.length === width * height) return { width, height, pixels: Float64Array.from(bytes) }
  const found = bytes.length === 0 ? 'it is empty' : 'it is no PNG'
  const wanted = `nor ${width * height} bytes of grey (${width} × ${height})`
  throw servingErrors.imageWrong({ problem: `${found}, ${wanted}` })
}
