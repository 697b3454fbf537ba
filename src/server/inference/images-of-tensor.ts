import {
  greyOf,
  imageBytes,
  imageFields,
  readImage,
  type GreyImage,
  type ImageRow,
} from '../../serving/index.ts'
import { inferenceErrors } from './errors.ts'
import type { Tensor } from './infer-request.ts'

/**
 * The fields of each image of a tensor: pixels from 0 to 255 of any size, in grey or in colours, or PNG and JPEG in
 * base64. Throws `tensorShapeWrong` or `imageWrong`.
 */
export function imagesOfTensor(
  image: ImageRow,
  { name, datatype, shape, values }: Tensor,
): readonly Readonly<Record<string, number>>[] {
  const [count = 0, height = 1, width = 1, channels = 1] = shape
  const isText = datatype === 'BYTES'
  const isRight = isText
    ? shape.slice(1).every((size) => size === 1) && shape.length <= 2
    : (shape.length === 3 || shape.length === 4) &&
      (channels === 1 || channels === 3) &&
      height > 0 &&
      width > 0
  if (!isRight) {
    const wanted = '[images, height, width], [images, height, width, 3], or BYTES of [images]'
    throw inferenceErrors.tensorShapeWrong({ name, found: `[${shape.join(', ')}]`, wanted })
  }
  const numberAt = (place: number) => Number(values[place] ?? 0)
  return Array.from({ length: count }, (_, at) => {
    if (isText) return imageFields(image, readImage(image, imageBytes(String(values[at]))))
    const start = at * height * width * channels
    const pixels = Float64Array.from({ length: height * width }, (_one, place) => {
      const from = start + place * channels
      if (channels === 1) return numberAt(from)
      return greyOf(numberAt(from), numberAt(from + 1), numberAt(from + 2))
    })
    const grey: GreyImage = { width, height, pixels }
    return imageFields(image, grey)
  })
}
