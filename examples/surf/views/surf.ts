import { defineView, derive } from 'groundswell'
import { reports } from '../groups/reports.ts'
import { swells } from '../groups/swells.ts'

const height = swells.latest('height', { within: '12h' })
const period = swells.latest('period', { within: '12h' })

export const surf = defineView({
  name: 'surf',
  description: 'What was seen at the beach, with the swell that had arrived',
  label: reports.column('waveHeight'),
  features: {
    height,
    period,
    direction: swells.latest('direction', { within: '12h' }),
    power: derive({ height, period }, (row) => row.height ** 2 * row.period, {
      description: 'Grows as the energy of the swell does',
    }),
    meanHeight: swells.window('1d').mean('height'),
    highest: swells.window('1d').max('height'),
    beach: reports.keyColumn('beachId'),
  },
})
