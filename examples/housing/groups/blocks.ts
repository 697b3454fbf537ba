import { defineGroup, defineSource, integer, parseCsv, timestamp, unique } from 'groundswell'
import { blockColumns } from '../houses/block-columns.ts'
import { highestValue } from '../houses/make-blocks.ts'
import { settings } from '../settings.ts'

const census = defineSource({
  name: 'housing',
  description: 'Blocks of California, a line each',
  from: settings.deliveries,
  ending: '.csv',
})

const value = integer({ unit: 'USD', min: 14_999, max: highestValue })
const countedFrom = Date.UTC(1990, 3, 1)

export const blocks = defineGroup({
  name: 'blocks',
  description: 'Blocks of houses, and what a house there is worth',
  key: ['block'],
  time: 'countedAt',
  columns: {
    block: integer(),
    countedAt: timestamp(),
    ...blockColumns,
    median_house_value: value,
  },
  checks: [unique('block')],
  from: census,
  read: ({ text }) => ({
    knownAt: new Date('1991-01-01T00:00:00Z'),
    rows: [...parseCsv(text, { ...blockColumns, median_house_value: value })].map((row, at) => ({
      block: at + 1,
      // One block a minute: so that a split may tell them apart.
      countedAt: new Date(countedFrom + at * 60_000),
      ...row,
    })),
  }),
})
