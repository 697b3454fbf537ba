import { asTrained, atLeast, defineMonitor, noDrift, sliding } from 'groundswell'
import { irisModel } from '../models/iris.ts'

/** Each day the last thirty flowers, beside those that the champion has learned from. */
export const irisMonitor = defineMonitor({
  name: 'iris',
  description: 'Whether flowers are as they were, and are still told apart',
  watch: { model: irisModel },
  reference: asTrained(),
  window: sliding('30d', '1d'),
  // By the day on which a flower was measured, not by when it was looked at.
  by: 'at',
  rules: [
    noDrift({ lasting: '2d' }),
    atLeast('classAccuracy', 0.75, { severity: 'critical', surely: true }),
    atLeast('rowCount', 25),
  ],
})
