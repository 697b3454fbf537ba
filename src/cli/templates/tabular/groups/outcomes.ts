import { csvRows, defineGroup, defineSource, integer, text, timestamp, unique } from 'groundswell'
import { settings } from '../settings.ts'
import { dayOfName } from './day-of-name.ts'

const columns = {
  member: text({ description: 'Number of the member' }),
  day: timestamp({ description: 'The day of the list that tells of the member' }),
  left: integer({ min: 0, max: 1, description: '1 where the member had left four weeks later' }),
}

export const outcomes = defineGroup({
  name: 'outcomes',
  description: 'Who left, told four weeks after each list',
  key: ['member'],
  time: 'day',
  columns,
  checks: [unique('member', 'day')],
  freshWithin: '37d',
  from: defineSource({ name: 'outcomes', from: settings.outcomes, ending: '.csv' }),
  read: csvRows(columns, { knownAt: ({ name }) => dayOfName(name) }),
})
