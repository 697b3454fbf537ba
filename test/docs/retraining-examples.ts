// What docs/retraining.md and diagnostics.md show, for the compiler; retraining-blocks.test.ts holds them together.
import {
  atTimes,
  boostedTrees,
  byTime,
  createClient,
  defineGroup,
  defineModel,
  defineRetraining,
  defineView,
  featuresDrift,
  float,
  lessAccurate,
  mae,
  newRows,
  olderThan,
  readCombinedReport,
  text,
  timestamp,
} from 'groundswell'

const fares = defineGroup({
  name: 'fares',
  key: ['zone'],
  time: 'paidAt',
  columns: { zone: text(), paidAt: timestamp(), hour: float(), fare: float() },
})

const fareModel = defineModel({
  name: 'fares',
  view: defineView({
    name: 'fares',
    label: fares.column('fare'),
    features: { hour: fares.latest('hour') },
  }),
  learner: boostedTrees(),
  split: byTime({ test: 0.2 }),
  measure: [mae()],
})

const rescue = defineRetraining({
  model: fareModel,
  when: [
    newRows(500),
    lessAccurate(0.15),
    featuresDrift(0.5),
    olderThan('30d'),
    atTimes('0 6 * * 1'),
  ],
  every: '1h',
  leastRows: 100,
  worseBy: 0.1,
  ifItHolds: 'keep',
  better: 'surely',
  whenBetter: 'propose',
  atMost: { times: 2, per: '7d' },
  watch: { for: '7d', rows: 50 },
})

export async function readAll(): Promise<unknown> {
  const client = createClient('http://127.0.0.1:4300')
  const rows = [{ zone: 'north', hour: 8 }]
  const report = await readCombinedReport(client, { predict: { service: 'fares', rows } })
  const [score] = report.scoring.models
  return score
}

export const shownPolicy = rescue
