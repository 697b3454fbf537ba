import { atMost, defineMonitor, sliding } from 'groundswell'
import { surfHeight } from '../models/surf-height.ts'

/**
 * Each day the forecasts of the last week, held to what was reported since. Those of the same day are to be right; how
 * much less right those of ten days ahead are is measured beside them.
 */
export const accuracy = defineMonitor({
  name: 'surf-accuracy',
  description: 'How far off forecasts are, by beach and by how far ahead they look',
  watch: { model: surfHeight, of: ['outcomes'] },
  window: sliding('7d', '1d'),
  slices: ['beachId'],
  rules: [atMost('mae', 2, { severity: 'critical', slice: 'ahead=0d', surely: true })],
})
