import { csvRows, defineGroup, defineSource, integer, unique } from 'groundswell'
import { varietyNames } from '../flowers/flower-columns.ts'
import { varietyKnownAt } from '../flowers/flower-moments.ts'
import { settings } from '../settings.ts'
import { flowerColumns } from './flowers.ts'

const columns = {
  ...flowerColumns,
  variety: integer({
    min: 0,
    max: varietyNames.length - 1,
    description: 'Its place among the varieties',
  }),
}

export const varieties = defineGroup({
  name: 'varieties',
  description: 'What the flowers turned out to be, known a day later',
  key: ['flower'],
  time: 'measuredAt',
  columns,
  checks: [unique('flower')],
  freshWithin: '49h',
  from: defineSource({ name: 'varieties', from: settings.varieties, ending: '.csv' }),
  read: csvRows(columns, { knownAt: ({ name }) => varietyKnownAt(name) }),
})
