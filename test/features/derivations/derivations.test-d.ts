import {
  calendar,
  cell,
  defineGroup,
  defineView,
  distance,
  holidayFeatures,
  requested,
  type ViewRow,
} from '../../../src/features/index.ts'
import { float, text, timestamp } from '../../../src/table/index.ts'
import { chain, cyclic, logged, oneHot, pca, scaled } from '../../../src/learn/index.ts'
import { mae, boostedTrees, byTime } from '../../../src/learn/index.ts'
import { defineModel } from '../../../src/training/index.ts'

const cards = defineGroup({
  name: 'cards',
  key: ['card'],
  time: 'at',
  columns: {
    card: text(),
    at: timestamp(),
    latitude: float(),
    longitude: float(),
    amount: float(),
  },
})
const asked = requested({ at: timestamp(), latitude: float(), longitude: float() })
const home = { latitude: cards.latest('latitude'), longitude: cards.latest('longitude') }
const zone = 'Europe/Dublin'

const trips = defineView({
  name: 'trips',
  label: cards.column('amount'),
  request: asked,
  features: {
    ...calendar(asked.at, { zone, parts: ['hour', 'weekday'] }),
    ...holidayFeatures(asked.at, { zone, holidays: [{ month: 12, day: 25 }] }),
    way: distance(home, asked),
    cell: cell(asked, { geohash: 5 }),
  },
})

declare const row: ViewRow<typeof trips>
row.hour satisfies number
row.way satisfies number
row.cell satisfies string | undefined
// @ts-expect-error A part that was not asked for is no feature.
void row.month
// @ts-expect-error A distance needs two degrees.
distance(home, { latitude: asked.latitude })
// @ts-expect-error A number is no moment.
calendar(asked.latitude, { zone, parts: ['hour'] })

defineModel({
  name: 'amount',
  view: trips,
  learner: boostedTrees(),
  encode: {
    hour: cyclic({ period: 24 }),
    cell: oneHot({ most: 20 }),
    way: chain(logged(), scaled()),
  },
  combine: { where: pca({ of: ['way', 'hour'], components: 2 }) },
  labelScale: logged(),
  split: byTime({ test: 0.2 }),
  measure: [mae()],
})
