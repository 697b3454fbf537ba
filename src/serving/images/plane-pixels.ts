import type { JpegPlane } from './jpeg-scan.ts'

interface PlaneFrame {
  readonly width: number
  readonly height: number
  readonly planes: readonly JpegPlane[]
}

/** Where in a block each of its numbers stands, in the order in which they are told. */
const zigzag = [
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
  13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52,
  45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
] as const

/** By place and wave: how much of it there is at that place. */
const waves = Float64Array.from({ length: 64 }, (_, at) => {
  const [place, wave] = [at >> 3, at & 7]
  const share = wave === 0 ? Math.SQRT1_2 : 1
  return (share / 2) * Math.cos(((2 * place + 1) * wave * Math.PI) / 16)
})

/** The pixels of one colour of an image, from 0 to 255; one that is sampled more coarsely is repeated. */
export function planePixels(
  plane: JpegPlane,
  quantization: Uint16Array,
  { width, height, planes }: PlaneFrame,
): Float64Array {
  const mostAcross = Math.max(...planes.map(({ across }) => across))
  const mostDown = Math.max(...planes.map(({ down }) => down))
  const lineLength = plane.lineBlocks * 8
  const coarse = new Uint8ClampedArray(plane.numbers.length)
  const block = new Float64Array(64)
  for (let at = 0; at * 64 < plane.numbers.length; at += 1) {
    toPlaces(plane.numbers.subarray(at * 64, at * 64 + 64), quantization, block)
    const left = (at % plane.lineBlocks) * 8
    const top = Math.floor(at / plane.lineBlocks) * 8
    for (let place = 0; place < 64; place += 1) {
      coarse[(top + (place >> 3)) * lineLength + left + (place & 7)] = (block[place] ?? 0) + 128
    }
  }
  const pixels = new Float64Array(width * height)
  for (let row = 0; row < height; row += 1) {
    const line = Math.floor((row * plane.down) / mostDown) * lineLength
    for (let column = 0; column < width; column += 1) {
      const from = line + Math.floor((column * plane.across) / mostAcross)
      pixels[row * width + column] = coarse[from] ?? 0
    }
  }
  return pixels
}

const amounts = new Float64Array(64)
const lines = new Float64Array(64)

/** From how much of each wave there is in a block to its places. */
function toPlaces(numbers: Int16Array, quantization: Uint16Array, block: Float64Array): void {
  for (let at = 0; at < 64; at += 1) {
    amounts[zigzag[at] ?? 0] = (numbers[at] ?? 0) * (quantization[at] ?? 0)
  }
  alongLines(amounts, lines)
  alongLines(lines, block)
}

/** Each line becomes a column, so that what is done twice is done both ways. */
function alongLines(from: Float64Array, to: Float64Array): void {
  for (let line = 0; line < 8; line += 1) {
    for (let place = 0; place < 8; place += 1) {
      let sum = 0
      for (let wave = 0; wave < 8; wave += 1) {
        sum += (waves[place * 8 + wave] ?? 0) * (from[line * 8 + wave] ?? 0)
      }
      to[place * 8 + line] = sum
    }
  }
}
