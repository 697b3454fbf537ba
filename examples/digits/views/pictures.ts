import { defineView, requested } from 'groundswell'
import { pixelColumns } from '../drawings/pixels.ts'
import { drawn } from '../groups/drawn.ts'

const pixels = requested(pixelColumns)

export const pictures = defineView({
  name: 'pictures',
  description: 'Which digit is on a picture, by its pixels',
  label: drawn.column('digit'),
  request: pixels,
  features: { ...pixels },
})
