import {
  asTrained,
  atMost,
  defineMonitor,
  everyPredictions,
  lastRows,
  noDrift,
  terminalChannel,
} from 'groundswell'
import { sentimentModel } from '../models/sentiment.ts'

/** The last hundred reviews, whenever a hundred more were answered. */
export const sentimentMonitor = defineMonitor({
  name: 'sentiment',
  description: 'Whether people write, and feel, as those did that were learned from',
  watch: { model: sentimentModel, of: ['inputs', 'predictions'] },
  reference: asTrained(),
  window: lastRows(100),
  every: everyPredictions(100),
  // The words themselves, beside their number, length and language.
  together: ['classifier'],
  rules: [noDrift(), atMost('drift of prediction', 0.3, { severity: 'critical' })],
  tell: [terminalChannel()],
})
