import { defineView, requested } from 'groundswell'
import { measures } from '../flowers/flower-columns.ts'
import { varieties } from '../groups/varieties.ts'

const asked = requested(measures)

export const iris = defineView({
  name: 'iris',
  description: 'The variety of a flower, with its four measures',
  label: varieties.column('variety'),
  request: asked,
  features: { ...asked },
})
