import { asTrained, atMost, defineMonitor, sliding } from 'groundswell'
import { dustModel } from '../models/dust.ts'

/** Each day the forecasts of the last thirty, held to what was measured. */
export const dustMonitor = defineMonitor({
  name: 'dust',
  description: 'How far off forecasts are, by how far ahead they look',
  watch: { model: dustModel },
  reference: asTrained(),
  window: sliding('30d', '1d'),
  by: 'at',
  slices: ['city'],
  rules: [atMost('mae', 6, { severity: 'critical', slice: '', lasting: '2d' })],
})
