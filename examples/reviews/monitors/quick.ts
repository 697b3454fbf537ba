import { answeredWithin, defineObjective, terminalChannel } from 'groundswell'
import { service } from '../services/reviews.ts'

/** What the service promises: of a month's reviews all but one in a hundred are answered within a tenth of a second. */
export const quick = defineObjective({
  name: 'reviews-quick',
  service,
  good: answeredWithin('100ms'),
  target: 0.99,
  over: '30d',
  tell: [terminalChannel()],
})
