import { defineService, text } from 'groundswell'
import { sentimentModel } from '../models/sentiment.ts'

/** In the order of their places. */
const feelings = ['negative', 'neutral', 'positive'] as const

export const service = defineService({
  name: 'reviews',
  description: 'How who wrote a review feels',
  model: sentimentModel,
  classes: feelings,
  reply: {
    tells: { feeling: text({ oneOf: feelings, description: 'What the sentiment is called' }) },
    by: ({ value }) => ({ feeling: feelings[value] ?? 'neutral' }),
  },
})
