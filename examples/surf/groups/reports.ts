import { defineGroup, defineSource, float, text, timestamp, unique } from 'groundswell'
import { settings } from '../settings.ts'
import { parseReport } from '../texts/parse-report.ts'

export const observations = defineSource({
  name: 'reports',
  description: 'What somebody saw at the beach, one text a day',
  from: settings.reports,
  ending: '.txt',
})

export const reports = defineGroup({
  name: 'reports',
  description: 'Wave heights as they were seen at ten in the morning',
  key: ['beachId'],
  time: 'observedAt',
  columns: {
    beachId: text({ description: 'The beach' }),
    observedAt: timestamp({ description: 'When it was seen' }),
    waveHeight: float({ unit: 'ft', min: 0, max: 20, description: 'Height of the breaking waves' }),
    minHeight: float({ unit: 'ft', min: 0, max: 20, description: 'The smaller ones' }),
    maxHeight: float({ unit: 'ft', min: 0, max: 20, description: 'The larger ones' }),
  },
  checks: [unique('beachId', 'observedAt')],
  freshWithin: '25h',
  // One of each beach.
  expect: { rowsPerDay: [3, 3] },
  from: observations,
  read: (file) => {
    const report = parseReport(file.text)
    return { rows: [report], knownAt: report.observedAt }
  },
})
