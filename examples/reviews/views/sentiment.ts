import { defineView, requested } from 'groundswell'
import { asked, reviews } from '../groups/reviews.ts'

const written = requested(asked)

export const sentiment = defineView({
  name: 'sentiment',
  description: 'The sentiment of a review, with its text',
  label: reviews.column('sentiment'),
  request: written,
  features: { ...written },
})
