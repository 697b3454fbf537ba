import { defineView, requested } from 'groundswell'
import { asked, listings } from '../groups/listings.ts'

const offer = requested(asked)

export const prices = defineView({
  name: 'prices',
  description: 'What an offer costs a night, with all that its page says',
  label: listings.column('price'),
  request: offer,
  features: { ...offer },
})
