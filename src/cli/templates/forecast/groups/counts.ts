import { defineGroup, defineSource, float, text, timestamp, unique } from 'groundswell'
import { readCounts } from '../readers/read-counts.ts'
import { settings } from '../settings.ts'

export const counts = defineGroup({
  name: 'counts',
  description: 'How many bicycles passed each station, day by day',
  key: ['station'],
  time: 'day',
  columns: {
    station: text({ description: 'Where they are counted' }),
    day: timestamp({ description: 'Noon of the day' }),
    riders: float({ unit: 'bicycles', min: 0, max: 50_000, description: 'Counted in 24 hours' }),
  },
  checks: [unique('station', 'day')],
  freshWithin: '9d',
  from: defineSource({
    name: 'counts',
    description: 'One file a week',
    from: settings.counts,
    ending: '.csv',
  }),
  read: ({ text }) => readCounts(text),
})
