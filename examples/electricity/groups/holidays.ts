import { defineGroup, rowsSource, tableRows, text, timestamp, unique } from 'groundswell'
import { areas } from '../world/areas.ts'
import { dayMs, worldBegin } from '../world/make-days.ts'
import { typeOfDay } from '../world/swedish-holidays.ts'

const columns = {
  area: text({ description: 'The price area' }),
  day: timestamp({ description: 'The day, from midnight UTC' }),
  typeOfDay: text({ description: 'workday, weekend or holiday' }),
}

/** A calendar is known long before. */
const knownAt = new Date(worldBegin)
const lastYear = 2030

export const holidays = defineGroup({
  name: 'holidays',
  description: 'Which days are free in Sweden',
  key: ['area'],
  time: 'day',
  columns,
  checks: [unique('area', 'day')],
  from: rowsSource({
    name: 'holidays',
    description: 'The calendar of the years from 2021 to 2030',
    rows: () =>
      Array.from({ length: (Date.UTC(lastYear + 1, 0, 1) - worldBegin) / dayMs }, (_, at) => {
        const day = worldBegin + at * dayMs
        return areas.map(({ id }) => ({ area: id, day: new Date(day), typeOfDay: typeOfDay(day) }))
      }).flat(),
  }),
  read: tableRows(columns, { knownAt: () => knownAt }),
})
