import type { InputColumn } from '../../../learn/index.ts'
import type { ImageColumn, Pixels } from './described-column.ts'

/**
 * What can be said of images in numbers: brightness (mean of the grey values, 0 to 1), contrast (their
 * deviation), and sharpness (the variance of their Laplacian: what is blurred has little).
 */
export function describeImages({ name, values }: ImageColumn): readonly InputColumn[] {
  const found = values.map((image) => (image === undefined ? undefined : describeImage(image)))
  const traits = ['brightness', 'contrast', 'sharpness'] as const
  return traits.map((trait) => ({
    name: `${name}: ${trait}`,
    kind: 'number',
    values: Float64Array.from(found, (image) => image?.[trait] ?? Number.NaN),
  }))
}

function describeImage(image: Pixels) {
  const grey = toGrey(image)
  const [brightness, variance] = spread(grey)
  const [, sharpness] = spread(laplacian(grey, image.width, image.height))
  return { brightness, contrast: Math.sqrt(variance), sharpness }
}

/** By the weights of ITU-R BT.601. */
function toGrey({ width, height, channels, data }: Pixels): Float64Array {
  return Float64Array.from({ length: width * height }, (_, at) => {
    const from = at * channels
    const [red = 0, green = 0, blue = 0] = data.subarray(from, from + 3)
    return (channels === 1 ? red : 0.299 * red + 0.587 * green + 0.114 * blue) / 255
  })
}

function laplacian(grey: Float64Array, width: number, height: number): Float64Array {
  const found: number[] = []
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x
      const around =
        (grey[at - 1] ?? 0) +
        (grey[at + 1] ?? 0) +
        (grey[at - width] ?? 0) +
        (grey[at + width] ?? 0)
      found.push(around - 4 * (grey[at] ?? 0))
    }
  }
  return Float64Array.from(found)
}

/** Mean and variance; both 0 where there are no values. */
function spread(values: Float64Array): readonly [number, number] {
  const count = Math.max(values.length, 1)
  const mean = values.reduce((sum, value) => sum + value, 0) / count
  return [mean, values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count]
}
