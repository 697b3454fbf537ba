import { atMost, beats, defineMonitor, gateRule, sliding } from 'groundswell'
import { surfHeight } from '../models/surf-height.ts'

/** Each day the forecasts of the last week, held to what was reported since. */
export const accuracy = defineMonitor({
  name: 'surf-accuracy',
  description: 'How far off forecasts are, by beach and by how far ahead they look',
  watch: { model: surfHeight, of: ['outcomes'] },
  window: sliding('7d', '1d'),
  slices: ['beachId'],
  rules: [
    atMost('mae', 1.5, { severity: 'critical', slice: '', surely: true }),
    gateRule(beats('baseline', 'mae'), { slice: '' }),
  ],
})
