import {
  csvRows,
  defineGroup,
  defineSource,
  float,
  integer,
  text,
  timestamp,
  unique,
} from 'groundswell'
import { settings } from '../settings.ts'
import { dayOfName } from './day-of-name.ts'

const columns = {
  member: text({ description: 'Number of the member' }),
  day: timestamp({ description: 'The day of the list' }),
  plan: text({ oneOf: ['basic', 'full', 'student'], description: 'What is paid for' }),
  months: integer({ unit: 'months', min: 0, description: 'How long a member' }),
  visits: float({ unit: '/week', min: 0, max: 14, description: 'In the last four weeks' }),
  late: integer({ min: 0, description: 'How many payments came late' }),
}

export const members = defineGroup({
  name: 'members',
  description: 'The members of a gym, as a list tells of them each Monday',
  key: ['member'],
  time: 'day',
  columns,
  checks: [unique('member', 'day')],
  freshWithin: '9d',
  from: defineSource({ name: 'members', from: settings.members, ending: '.csv' }),
  read: csvRows(columns, { knownAt: ({ name }) => dayOfName(name) }),
})
