import { inflateSync } from 'node:zlib'
import { messageOf } from '../../base/index.ts'
import { servingErrors } from '../errors.ts'
import { greyOf, mostPixels, type GreyImage } from './grey-image.ts'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

interface Header {
  readonly width: number
  readonly height: number
  readonly depth: number
  readonly colourType: number
}

/** Values of a pixel by colour type: grey, red-green-blue, palette, grey with alpha, all four. */
const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }
const depthsOf: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
}

export function isPng(bytes: Buffer): boolean {
  return bytes.subarray(0, 8).equals(signature)
}

/**
 * Reads a PNG as shades of grey, of all colour types and depths; what is transparent counts as white. Throws
 * `imageWrong`, also for interlaced ones.
 */
export function decodePng(bytes: Buffer): GreyImage {
  if (!isPng(bytes)) throw wrong('it is no PNG')
  const { header, palette, packed } = readChunks(bytes)
  const { width, height, depth, colourType } = header
  const channels = channelsOf[colourType] ?? 1
  const lineBytes = Math.ceil((width * channels * depth) / 8)
  const lines = unfilter(inflate(packed, height * (lineBytes + 1)), {
    height,
    lineBytes,
    pixelBytes: Math.max(1, (channels * depth) / 8),
  })
  const pixels = new Float64Array(width * height)
  for (let row = 0; row < height; row += 1) {
    const line = lines.subarray(row * lineBytes, (row + 1) * lineBytes)
    for (let column = 0; column < width; column += 1) {
      const sample = (channel: number) => sampleAt(line, column * channels + channel, depth)
      pixels[row * width + column] = greyAt(header, sample, palette)
    }
  }
  return { width, height, pixels }
}

function readChunks(bytes: Buffer) {
  let header: Header | undefined
  let palette: readonly number[] = []
  const packed: Buffer[] = []
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at)
    const kind = bytes.toString('latin1', at + 4, at + 8)
    const content = bytes.subarray(at + 8, at + 8 + length)
    if (content.length < length) throw wrong('it ends too early')
    if (kind === 'IHDR') header = readHeader(content)
    if (kind === 'PLTE') palette = readPalette(content)
    if (kind === 'IDAT') packed.push(content)
    if (kind === 'IEND') break
    at += 12 + length
  }
  if (header === undefined || packed.length === 0) throw wrong('it ends too early')
  return { header, palette, packed: Buffer.concat(packed) }
}

function readHeader(content: Buffer): Header {
  if (content.length < 13) throw wrong('its head is too short')
  const [width, height] = [content.readUInt32BE(0), content.readUInt32BE(4)]
  const [depth = 0, colourType = 0, , , interlaced] = content.subarray(8)
  if (width === 0 || height === 0) throw wrong('it has no pixels')
  if (width * height > mostPixels) throw wrong(`it has more than ${mostPixels} pixels`)
  if (!(depthsOf[colourType] ?? []).includes(depth)) throw wrong('its colours are of no known kind')
  if (interlaced !== 0) throw wrong('it is interlaced')
  return { width, height, depth, colourType }
}

function readPalette(content: Buffer): number[] {
  return Array.from({ length: Math.floor(content.length / 3) }, (_, at) =>
    greyOf(content[at * 3] ?? 0, content[at * 3 + 1] ?? 0, content[at * 3 + 2] ?? 0),
  )
}

function inflate(packed: Buffer, length: number): Buffer {
  try {
    const content = inflateSync(packed, { maxOutputLength: length + 1024 })
    if (content.length >= length) return content
  } catch (error) {
    throw wrong(`it can't be unpacked (${messageOf(error)})`, error)
  }
  throw wrong('it ends too early')
}

/** Each line says how it differs from what stands left of it and above. */
function unfilter(
  content: Buffer,
  {
    height,
    lineBytes,
    pixelBytes,
  }: { readonly height: number; readonly lineBytes: number; readonly pixelBytes: number },
): Buffer {
  const lines = Buffer.alloc(height * lineBytes)
  for (let row = 0; row < height; row += 1) {
    const from = row * (lineBytes + 1)
    const filter = content[from] ?? 0
    const start = row * lineBytes
    for (let at = 0; at < lineBytes; at += 1) {
      const left = at < pixelBytes ? 0 : (lines[start + at - pixelBytes] ?? 0)
      const above = row === 0 ? 0 : (lines[start + at - lineBytes] ?? 0)
      const corner =
        row === 0 || at < pixelBytes ? 0 : (lines[start + at - lineBytes - pixelBytes] ?? 0)
      lines[start + at] = (content[from + 1 + at] ?? 0) + expected(filter, left, above, corner)
    }
  }
  return lines
}

function expected(filter: number, left: number, above: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0
    case 1:
      return left
    case 2:
      return above
    case 3:
      return (left + above) >> 1
    case 4:
      return nearest(left, above, corner)
    default:
      throw wrong('a line of it is filtered in no known way')
  }
}

/** Paeth's: that of the three which is nearest to left + above - corner. */
function nearest(left: number, above: number, corner: number): number {
  const guess = left + above - corner
  const [byLeft, byAbove, byCorner] = [left, above, corner].map((one) => Math.abs(guess - one))
  if ((byLeft ?? 0) <= (byAbove ?? 0) && (byLeft ?? 0) <= (byCorner ?? 0)) return left
  return (byAbove ?? 0) <= (byCorner ?? 0) ? above : corner
}

/** A sample as it stands there; of 16 bits the upper 8. */
function sampleAt(line: Buffer, place: number, depth: number): number {
  if (depth === 8) return line[place] ?? 0
  if (depth === 16) return line[place * 2] ?? 0
  const bit = place * depth
  const byte = line[bit >> 3] ?? 0
  return (byte >> (8 - depth - (bit & 7))) & ((1 << depth) - 1)
}

function greyAt(
  { colourType, depth }: Header,
  sample: (channel: number) => number,
  palette: readonly number[],
): number {
  const onWhite = (grey: number, alpha: number) => (grey * alpha + 255 * (255 - alpha)) / 255
  switch (colourType) {
    case 2:
      return greyOf(sample(0), sample(1), sample(2))
    case 3:
      return palette[sample(0)] ?? 0
    case 4:
      return onWhite(sample(0), sample(1))
    case 6:
      return onWhite(greyOf(sample(0), sample(1), sample(2)), sample(3))
    default:
      return depth < 8 ? (sample(0) * 255) / ((1 << depth) - 1) : sample(0)
  }
}

function wrong(problem: string, cause?: unknown) {
  return servingErrors.imageWrong({ problem }, cause)
}
