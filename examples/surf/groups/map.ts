import { defineGroup, float, rowsSource, tableRows, text, timestamp, unique } from 'groundswell'
import { beaches } from '../beaches.ts'

/** Coasts don't move: what the map says was true, and known, before anything else. */
const mappedAt = new Date('2000-01-01T00:00:00Z')

const columns = {
  beachId: text({ description: 'The beach' }),
  mappedAt: timestamp({ description: 'When it was put on the map' }),
  latitude: float({ unit: 'deg', min: -90, max: 90, description: 'Of the beach' }),
  longitude: float({ unit: 'deg', min: -180, max: 180, description: 'Of the beach' }),
  facing: float({
    unit: 'deg',
    min: 0,
    max: 360,
    description: 'Where a swell that comes in straight travels to',
    tags: ['coast'],
  }),
}

export const map = defineGroup({
  name: 'map',
  description: 'Where the beaches lie, and which way they face',
  key: ['beachId'],
  time: 'mappedAt',
  columns,
  checks: [unique('beachId')],
  from: rowsSource({
    name: 'map',
    description: 'The beaches of this project',
    rows: () =>
      beaches.map(({ id, latitude, longitude, facing }) => ({
        beachId: id,
        mappedAt,
        latitude,
        longitude,
        facing,
      })),
  }),
  read: tableRows(columns, { knownAt: () => mappedAt }),
})
