import { defineGroup, defineSource, integer, parseCsv, text, timestamp, unique } from 'groundswell'
import { settings } from '../settings.ts'
import { sentimentOf, sentiments } from '../texts/sentiments.ts'

/** What somebody who asks tells. */
export const asked = { review: text({ description: 'What was written' }) }

const file = {
  reviewId: text(),
  writtenAt: timestamp(),
  stars: integer({ min: 1, max: 5 }),
  ...asked,
}

export const reviews = defineGroup({
  name: 'reviews',
  description: 'Reviews with their stars, and the sentiment that these stand for',
  key: ['reviewId'],
  time: 'writtenAt',
  columns: {
    ...file,
    sentiment: integer({
      min: 0,
      max: sentiments.length - 1,
      description: 'Its place among negative, neutral and positive',
    }),
  },
  checks: [unique('reviewId')],
  from: defineSource({
    name: 'reviews',
    description: 'A file of reviews with one to five stars',
    from: settings.reviews,
    ending: '.csv',
  }),
  read: ({ text: content }) => {
    const rows = [...parseCsv(content, file)]
    const newest = Math.max(...rows.map(({ writtenAt }) => writtenAt.getTime()))
    return {
      rows: rows.map((row) => ({ ...row, sentiment: sentimentOf(row.stars) })),
      knownAt: new Date(newest),
    }
  },
})
