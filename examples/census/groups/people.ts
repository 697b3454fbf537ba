import { defineGroup, integer, timestamp, unique } from 'groundswell'
import { peopleColumns } from '../people/census-columns.ts'
import { cleanCensus } from '../people/clean.ts'
import { census, publishedAt } from './census.ts'

export const people = defineGroup({
  name: 'people',
  description: 'Who was counted, and who of them earns more than 50,000 a year',
  key: ['personId'],
  time: 'countedAt',
  columns: {
    personId: integer(),
    countedAt: timestamp(),
    ...peopleColumns,
    over50k: integer({ min: 0, max: 1, description: '1 for more than 50,000 a year' }),
  },
  checks: [unique('personId')],
  from: census,
  read: ({ text }) => ({ rows: cleanCensus(text), knownAt: publishedAt }),
})
