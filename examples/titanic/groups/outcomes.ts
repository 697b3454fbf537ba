import { csvRows, defineGroup, defineSource, unique } from 'groundswell'
import { knownOutcomesAt } from '../passengers/list-moments.ts'
import { outcomeColumns } from '../passengers/passenger-columns.ts'
import { settings } from '../settings.ts'

const reports = defineSource({
  name: 'outcome-lists',
  description: 'What became of passengers, told a day after they came onto the list',
  from: settings.outcomes,
  ending: '.csv',
})

export const outcomes = defineGroup({
  name: 'outcomes',
  description: 'Who survived',
  key: ['passengerId'],
  time: 'listedAt',
  columns: outcomeColumns,
  checks: [unique('passengerId')],
  freshWithin: '49h',
  from: reports,
  read: csvRows(outcomeColumns, { knownAt: ({ name }) => knownOutcomesAt(name) }),
})
