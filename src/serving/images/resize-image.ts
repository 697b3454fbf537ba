import type { GreyImage } from './grey-image.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/**
 * Cuts the largest middle part of an image that has the wanted proportions, and brings it to the wanted size. A pixel
 * is the mean of the area that it covers, so that nothing thin falls between two.
 */
export function resizeImage(image: GreyImage, size: Size): GreyImage {
  const scale = Math.min(image.width / size.width, image.height / size.height)
  const left = (image.width - scale * size.width) / 2
  const top = (image.height - scale * size.height) / 2
  const across = partsOf(size.width, { from: left, scale, length: image.width })
  const down = partsOf(size.height, { from: top, scale, length: image.height })
  const pixels = new Float64Array(size.width * size.height)
  for (const [row, lines] of down.entries()) {
    for (const [column, cells] of across.entries()) {
      pixels[row * size.width + column] = meanOf(image, lines, cells)
    }
  }
  return { ...size, pixels }
}

interface Part {
  readonly at: number
  readonly share: number
}

/** By new pixel of a line, the old ones that it covers, with how much of each. */
function partsOf(
  count: number,
  {
    from,
    scale,
    length,
  }: { readonly from: number; readonly scale: number; readonly length: number },
): Part[][] {
  return Array.from({ length: count }, (_, place) => {
    const start = from + place * scale
    const end = start + scale
    const first = Math.floor(start)
    const parts: Part[] = []
    for (let at = first; at < end && at < length; at += 1) {
      parts.push({ at, share: Math.min(end, at + 1) - Math.max(start, at) })
    }
    return parts
  })
}

function meanOf(
  { width, pixels }: GreyImage,
  lines: readonly Part[],
  cells: readonly Part[],
): number {
  let [sum, weight] = [0, 0]
  for (const line of lines) {
    for (const cell of cells) {
      const share = line.share * cell.share
      sum += share * (pixels[line.at * width + cell.at] ?? 0)
      weight += share
    }
  }
  return weight === 0 ? 0 : sum / weight
}
