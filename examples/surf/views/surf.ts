import { defineView, derive, requested, timestamp } from 'groundswell'
import { map } from '../groups/map.ts'
import { reports } from '../groups/reports.ts'
import { swells } from '../groups/swells.ts'
import { angleBetween } from './angle-between.ts'
import { springTide } from './spring-tide.ts'

const height = swells.latest('height', { within: '12h' })
const period = swells.latest('period', { within: '12h' })
const direction = swells.latest('direction', { within: '12h' })
const facing = map.current('facing')
/** The moment that the service is asked about. */
const asked = requested({ at: timestamp() })
const day = swells.window('1d')
const long = swells.window('3d', { where: { period: { atLeast: 10 } } })

export const surf = defineView({
  name: 'surf',
  description: 'What was seen at the beach, with the swell that had arrived',
  // A bulletin is not read the moment it is made.
  delay: '10m',
  label: reports.column('waveHeight'),
  request: asked,
  requestFrom: { at: 'observedAt' },
  features: {
    height,
    period,
    power: derive({ height, period }, (row) => row.height ** 2 * row.period, {
      unit: 'm²s',
      description: 'Grows as the energy of the swell does',
    }),
    offStraight: derive({ direction, facing }, (row) => angleBetween(row.direction, row.facing), {
      unit: 'deg',
      description: 'How far from straight the swell comes in',
    }),
    springTide: derive({ at: asked.at }, (row) => springTide(row.at), {
      description: 'How much the tides range on the day that is asked about',
    }),
    meanHeight: day.mean('height'),
    highest: day.max('height'),
    rising: swells.difference('height', { back: 6 }),
    spread: day.deviation('direction', { otherwise: 0 }),
    longSwells: long.count('height'),
    longHeight: long.quantile('height', 0.8, { otherwise: 0 }),
    beach: reports.keyColumn('beachId'),
  },
})
