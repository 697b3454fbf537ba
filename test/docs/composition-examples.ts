import { defineService, float, integer, refuseRow, text } from '../../src/index.ts'
import { areaDemand, houseKind, housePrice } from '../serving/composition/composed-store.ts'

const surfTrees = { name: 'surf-trees', view: housePrice.view }
const surfLine = { name: 'surf-line', view: housePrice.view }
const digit = houseKind

const prices = defineService({
  name: 'prices',
  model: housePrice, // its view is told `rooms` and `demand` with a request
  chain: { demand: areaDemand }, // `demand` is what this model predicts, from the same row
})

const surf = defineService({
  name: 'surf',
  model: surfTrees, // the predictions are kept as its own
  ensemble: {
    of: { trees: surfTrees, line: surfLine },
    by: { weights: { trees: 0.7, line: 0.3 } },
  },
})

const offers = defineService({
  name: 'offers',
  model: housePrice,
  prepare: {
    asks: { address: text(), bedrooms: integer({ min: 0 }), jobs: float({ default: 2 }) },
    by: ({ address, bedrooms, jobs }) => {
      if (!address.includes(' ')) throw refuseRow('address', 'a street and a number')
      return { rooms: bedrooms + 2, demand: jobs * 2 }
    },
  },
  reply: {
    tells: { verdict: text({ oneOf: ['cheap', 'dear'] }) },
    by: ({ value, asked }) => ({ verdict: value > 15 * asked.bedrooms ? 'dear' : 'cheap' }),
  },
})

const digits = defineService({
  name: 'digits',
  model: digit,
  confidence: { atLeast: 0.8, otherwise: -1 },
})

export const shown = { prices, surf, offers, digits }
