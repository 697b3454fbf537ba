import { csvRows, defineGroup, defineSource, integer, text, timestamp } from 'groundswell'
import { settings } from '../settings.ts'

const columns = {
  ccNum: integer({ description: 'Number of the card' }),
  since: timestamp({ description: 'When the bank told of it' }),
  name: text({ description: 'Of who holds the card' }),
  sex: text({ oneOf: ['F', 'M'] }),
  mail: text({ description: 'Where the holder is written to' }),
  birthdate: timestamp({ description: 'Of who holds the card' }),
  city: text({ description: 'Where the holder lives' }),
  country: text({ description: 'Where the holder lives, as ISO 3166 has it' }),
}

export const profiles = defineGroup({
  name: 'profiles',
  description: 'Who holds a card',
  key: ['ccNum'],
  time: 'since',
  columns,
  from: defineSource({ name: 'profiles', from: settings.profiles, ending: '.csv' }),
  read: csvRows(columns, {
    knownAt: ({ name }) => new Date(name.slice(-'2026-01-31.csv'.length, -'.csv'.length)),
    names: { ccNum: 'cc_num' },
  }),
})
