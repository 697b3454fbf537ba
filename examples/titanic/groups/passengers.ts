import { csvRows, defineGroup, defineSource, unique } from 'groundswell'
import { knownPassengersAt } from '../passengers/list-moments.ts'
import { passengerColumns } from '../passengers/passenger-columns.ts'
import { settings } from '../settings.ts'

const lists = defineSource({
  name: 'passenger-lists',
  description: 'Passenger lists: the one of 1912, then one new passenger a day',
  from: settings.passengers,
  ending: '.csv',
})

export const passengers = defineGroup({
  name: 'passengers',
  description: 'Who is on the list, with ticket and family',
  key: ['passengerId'],
  time: 'listedAt',
  columns: passengerColumns,
  checks: [unique('passengerId')],
  freshWithin: '25h',
  from: lists,
  read: csvRows(passengerColumns, { knownAt: ({ name }) => knownPassengersAt(name) }),
})
