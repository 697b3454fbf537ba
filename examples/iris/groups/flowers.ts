import { csvRows, defineGroup, defineSource, integer, timestamp, unique } from 'groundswell'
import { measureNames, measures } from '../flowers/flower-columns.ts'
import { measuredKnownAt } from '../flowers/flower-moments.ts'
import { settings } from '../settings.ts'

export const flowerColumns = {
  flower: integer({ min: 1, description: 'The number of the flower' }),
  measuredAt: timestamp({ description: 'When it was measured' }),
  ...measures,
}

export const flowers = defineGroup({
  name: 'flowers',
  description: 'Irises as they were measured: 150 at first, then one a day',
  key: ['flower'],
  time: 'measuredAt',
  columns: flowerColumns,
  // A flower that is the same in all four measures is the same flower.
  checks: [unique('flower'), unique(...measureNames)],
  freshWithin: '25h',
  from: defineSource({ name: 'flowers', from: settings.flowers, ending: '.csv' }),
  read: csvRows(flowerColumns, { knownAt: ({ name }) => measuredKnownAt(name) }),
})
