import {
  csvRows,
  defineGroup,
  defineSource,
  float,
  inBox,
  integer,
  text,
  timestamp,
  unique,
} from 'groundswell'
import { cashCategory, categories } from '../bank/purchase.ts'
import { settings } from '../settings.ts'

/** What is told of a transaction as it is made. */
export const asked = {
  category: text({
    oneOf: [...categories.map((category) => category.name), cashCategory],
    description: 'What was paid for',
  }),
  amount: float({ unit: '$', min: 0, max: 30_000, description: 'How much was paid' }),
  latitude: float({ unit: 'deg', min: -90, max: 90, description: 'Where it was paid' }),
  longitude: float({ unit: 'deg', min: -180, max: 180, description: 'Where it was paid' }),
}

const columns = {
  ccNum: integer({ description: 'Number of the card' }),
  at: timestamp({ description: 'When it was paid' }),
  tid: text({ description: 'Number of the transaction' }),
  ...asked,
  city: text({ description: 'The city where it was paid' }),
  country: text({ description: 'The country where it was paid, as ISO 3166 has it' }),
}

export const transactions = defineGroup({
  name: 'transactions',
  description: 'Each use of a card: purchases, and cash from machines',
  key: ['ccNum'],
  time: 'at',
  columns,
  checks: [
    unique('tid'),
    inBox(
      { latitude: 'latitude', longitude: 'longitude' },
      { south: -60, north: 75, west: -180, east: 180 },
    ),
  ],
  freshWithin: '9h',
  from: defineSource({ name: 'transactions', from: settings.transactions, ending: '.csv' }),
  // The bank knows of a transaction as it is made; it is the file that comes four hours later. So its rows
  // are known from the file's first moment on, and each counts from its own.
  read: csvRows(columns, {
    names: { ccNum: 'cc_num', at: 'datetime' },
    knownAt: ({ name }) =>
      new Date(`${name.slice(-'2026-01-31T04.csv'.length, -'.csv'.length)}:00:00Z`),
  }),
})
