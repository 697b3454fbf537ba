import { defineGroup, defineSource, float, text, timestamp, unique } from 'groundswell'
import { settings } from '../settings.ts'
import { parseBulletin } from '../texts/parse-bulletin.ts'
import { swellRows } from '../texts/swell-rows.ts'

export const bulletins = defineSource({
  name: 'bulletins',
  description: 'Point bulletins of a wave model, two a day for each beach',
  from: settings.bulletins,
  ending: '.txt',
})

export const swells = defineGroup({
  name: 'swells',
  description: 'Swells that a bulletin says will arrive, one row per beach and arrival',
  key: ['beachId'],
  time: 'hitsAt',
  columns: {
    beachId: text({ description: 'The beach that the swell arrives at' }),
    hitsAt: timestamp({ description: 'When the swell arrives' }),
    height: float({ unit: 'm', min: 0, max: 30, description: 'Significant height of the swell' }),
    period: float({ unit: 's', min: 0, max: 40, description: 'Peak period' }),
    direction: float({ unit: 'deg', min: 0, max: 360, description: 'Where the swell travels to' }),
  },
  checks: [unique('beachId', 'hitsAt')],
  freshWithin: '13h',
  from: bulletins,
  read: (file) => {
    const bulletin = parseBulletin(file.text)
    return { rows: swellRows(bulletin), knownAt: bulletin.cycleAt }
  },
})
