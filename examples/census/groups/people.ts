import { defineGroup, integer, timestamp, unique } from 'groundswell'
import { peopleColumns } from '../people/census-columns.ts'
import { cleanCensus } from '../people/clean.ts'
import { census, publishedAt } from './census.ts'

export const people = defineGroup({
  name: 'people',
  description: 'Who was counted',
  key: ['personId'],
  time: 'countedAt',
  columns: { personId: integer(), countedAt: timestamp(), ...peopleColumns },
  checks: [unique('personId')],
  from: census,
  read: ({ text }) => ({
    rows: cleanCensus(text).map(({ person }) => person),
    knownAt: publishedAt,
  }),
})
