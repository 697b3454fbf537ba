import { servingErrors } from '../errors.ts'
import { decodeJpeg, isJpeg } from './decode-jpeg.ts'
import { decodePng, isPng } from './decode-png.ts'
import type { GreyImage } from './grey-image.ts'
import type { ImageRow } from './image-row.ts'

/** An image out of its bytes: a PNG, a JPEG, or a byte of grey for each pixel of the wanted size. Throws `imageWrong`. */
export function readImage({ width, height }: ImageRow, bytes: Buffer): GreyImage {
  if (isPng(bytes)) return decodePng(bytes)
  if (isJpeg(bytes)) return decodeJpeg(bytes)
  if (bytes.length === width * height) return { width, height, pixels: Float64Array.from(bytes) }
  const found = bytes.length === 0 ? 'it is empty' : 'it is no PNG, no JPEG'
  const wanted = `nor ${width * height} bytes of grey (${width} × ${height})`
  throw servingErrors.imageWrong({ problem: `${found}, ${wanted}` })
}

/** The bytes of an image as text: in base64, or as a data URL. Throws `imageWrong`. */
export function imageBytes(text: string): Buffer {
  const packed = text.replace(/^data:[^,]{0,200},/, '')
  if (!/^[A-Za-z0-9+/_\-\s]*={0,2}\s*$/.test(packed)) {
    throw servingErrors.imageWrong({ problem: 'it is no base64' })
  }
  return Buffer.from(packed, 'base64')
}
