import { defineRetraining, lessAccurate, newRows } from 'groundswell'
import { pricesAhead } from '../forecast/prices-ahead.ts'

/** A week of prices of four areas. */
const weekOfPrices = 4 * 7

/** When a week of prices has come, or what was foretold of those that came is worse by a fifth than it was on its back-test. */
export const eachWeek = defineRetraining({
  name: 'each-week',
  model: pricesAhead,
  when: [newRows(weekOfPrices), lessAccurate(0.2)],
  // It learns in the same way from more days: it needn't be better, but not worse.
  better: 'not worse',
  ifItHolds: 'train',
  whenBetter: 'promote',
  watch: { for: '14d', rows: weekOfPrices },
})
