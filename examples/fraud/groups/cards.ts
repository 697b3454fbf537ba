import { csvRows, defineGroup, defineSource, integer, text, timestamp } from 'groundswell'
import { settings } from '../settings.ts'

const columns = {
  ccNum: integer({ description: 'Number of the card' }),
  issuedAt: timestamp({ description: 'When the bank told of it' }),
  provider: text({ description: 'Who runs the network' }),
  expires: text({ description: 'Month and year on the card, as 11/29' }),
}

export const cards = defineGroup({
  name: 'cards',
  description: 'The cards of the bank',
  key: ['ccNum'],
  time: 'issuedAt',
  columns,
  from: defineSource({ name: 'cards', from: settings.cards, ending: '.csv' }),
  read: csvRows(columns, {
    knownAt: ({ name }) => new Date(name.slice(-'2026-01-31.csv'.length, -'.csv'.length)),
    names: { ccNum: 'cc_num', issuedAt: 'issued_at' },
  }),
})
