import { atMost, defineMonitor, overall, tumbling } from 'groundswell'
import { pricesAhead } from '../forecast/prices-ahead.ts'

/**
 * Each week what was said of its days, one to four days before, held to the prices that came: by how far ahead and by
 * area. How far what was read has drifted is measured beside it.
 */
export const pricesRight = defineMonitor({
  name: 'prices-right',
  description: 'How far off prices were that were foretold, and whether they lay within the bounds',
  watch: { model: pricesAhead },
  by: 'at',
  window: tumbling('7d'),
  slices: ['series'],
  rules: [
    atMost('mae', 120, { severity: 'critical', slice: '', surely: true }),
    overall('coverage').above(0.75),
  ],
})
