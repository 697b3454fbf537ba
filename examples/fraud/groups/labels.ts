import { csvRows, defineGroup, defineSource, integer, text, timestamp, unique } from 'groundswell'
import { labelDelayMs } from '../bank/deliver.ts'
import { dayMs } from '../bank/day-of-bank.ts'
import { settings } from '../settings.ts'
import { asked } from './transactions.ts'

const columns = {
  ccNum: integer({ description: 'Number of the card' }),
  at: timestamp({ description: 'When it was paid' }),
  tid: text({ description: 'Number of the transaction' }),
  ...asked,
  isFraud: integer({ min: 0, max: 1, description: '1 where the holder had nothing to do with it' }),
}

export const labels = defineGroup({
  name: 'labels',
  description: 'What turned out of each transaction, three days after its day',
  key: ['ccNum'],
  time: 'at',
  columns,
  checks: [unique('tid')],
  freshWithin: '5d',
  from: defineSource({ name: 'labels', from: settings.labels, ending: '.csv' }),
  read: csvRows(columns, {
    names: { ccNum: 'cc_num', at: 'datetime', isFraud: 'fraud_label' },
    knownAt: ({ name }) => {
      const day = Date.parse(name.slice(-'2026-01-31.csv'.length, -'.csv'.length))
      return new Date(day + dayMs + labelDelayMs)
    },
  }),
})
