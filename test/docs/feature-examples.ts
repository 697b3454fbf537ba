// What docs/groups.md, views.md, training-sets.md, transformations.md and online.md show, for the compiler
// and to be run; code-blocks.test.ts holds them together.
import {
  appendRows,
  boolean,
  boostedTrees,
  byTime,
  calendar,
  cell,
  chain,
  cyclic,
  decodeFeatures,
  defineGroup,
  defineModel,
  defineProject,
  defineStep,
  defineView,
  deleteRows,
  deriveGroup,
  distance,
  float,
  holidayFeatures,
  imputed,
  integer,
  logged,
  mae,
  newestRows,
  notAhead,
  oneHot,
  pca,
  quarantine,
  readTrainingBatches,
  requested,
  scaled,
  secret,
  targetMean,
  text,
  tfIdf,
  through,
  timestamp,
  unique,
  upsertRows,
} from 'groundswell'

interface Payment {
  readonly card: string
  readonly paidAt: Date
  readonly amount: number
}

function fetchPayments(_since: Date, _until: Date, _signal: AbortSignal): Payment[] {
  return []
}

const payments = defineGroup({
  name: 'payments',
  key: ['card'],
  time: 'paidAt',
  columns: {
    card: text({ description: 'Its number, hashed', tags: ['person'] }),
    paidAt: timestamp(),
    amount: float({ unit: 'EUR', min: 0 }),
  },
  checks: [unique('card', 'paidAt'), quarantine(notAhead('paidAt', '5m'))],
  load: ({ since, until, signal }) => fetchPayments(since, until, signal),
  partition: '1d',
  startsAt: '2025-01-01',
  knownAt: (row) => row.paidAt,
  freshWithin: '2h',
  expect: { rowsPerDay: [50_000, 200_000] },
  keep: '400d',
})

const rows: readonly Payment[] = []

const write = defineStep({
  name: 'write',
  summary: 'Changes the payments',
  run: async ({ context }) => {
    await appendRows(context.deps, payments, rows, { knownAt: new Date() })
    await upsertRows(context.deps, payments, rows) // only what is new or differs; undefined if nothing does
    await deleteRows(context.deps, payments, [{ card: 'a' }]) // a key, or a key and time
    const newest = await newestRows(context.deps, payments, 100, { until: new Date('2026-03-01') })
    return newest.length
  },
})

const spent = deriveGroup({
  name: 'spent',
  from: payments,
  window: '4h',
  every: '1h',
  aggregates: {
    paymentCount: ['count'],
    mean: ['mean', 'amount'],
    deviation: ['deviation', 'amount'],
  },
})

const dailyPayments = deriveGroup({
  name: 'daily-payments',
  from: [payments],
  key: ['card'],
  time: 'day',
  columns: { card: text(), day: timestamp(), total: float() },
  window: '1d',
  sql: `select card, date_trunc('day', paidAt) + interval 1 day as day, sum(amount) as total,
    max(_known_at) as _known_at from payments group by all`,
})

const large = deriveGroup({
  name: 'large-payments',
  from: payments,
  columns: { cents: integer(), isRound: boolean() },
  rows: (row) =>
    row.amount < 10 ? undefined : { cents: row.amount * 100, isRound: row.amount % 10 === 0 },
})

const purchases = defineGroup({
  name: 'purchases',
  key: ['cardId'],
  time: 'at',
  columns: {
    cardId: text(),
    at: timestamp(),
    amount: float({ min: 0 }),
    isFraud: integer({ min: 0, max: 1 }),
  },
})

const cards = defineGroup({
  name: 'cards',
  key: ['cardId'],
  time: 'issuedAt',
  columns: { cardId: text(), issuedAt: timestamp(), customerId: text(), limit: float() },
})

const customers = defineGroup({
  name: 'customers',
  key: ['customerId'],
  time: 'since',
  columns: { customerId: text(), since: timestamp(), age: float(), country: text() },
})

const purchase = requested({ amount: float({ min: 0 }), ccNum: text() })

const fraud = defineView({
  name: 'fraud',
  label: purchases.column('isFraud'),
  request: purchase,
  requestFrom: { ccNum: 'cardId' },
  features: {
    amount: purchase.amount,
    mean: purchases.window('4h', { before: true }).mean('amount', { otherwise: 0 }),
    sinceLast: purchases.sinceLast({ before: true }),
    age: customers.on({ customerId: through(cards, 'customerId') }).current('age'),
  },
})

const limit = cards.on({ cardId: 'ccNum' }).latest('limit') // another name, in the key or in the request
const country = customers.on({ customerId: through(cards, 'customerId') }).current('country') // another group tells it

const read = defineStep({
  name: 'read',
  summary: 'Reads a training set',
  run: async ({ context }) => {
    const options = { part: 'train', rows: 50_000 } as const
    let sum = 0
    for await (const batch of readTrainingBatches(context.deps, fraud, options)) {
      sum += batch.label.reduce((total, label) => total + label, 0) // and keys, at, features
    }
    return sum
  },
})

const ride = {
  distance: float(),
  hour: float(),
  driver: text(),
  carKind: text(),
  note: text(),
  wind: float(),
  rain: float(),
  warmth: float(),
}

const rides = defineGroup({
  name: 'rides',
  key: ['rideId'],
  time: 'endedAt',
  columns: { rideId: text(), endedAt: timestamp(), paid: float(), ...ride },
})

const asRequest = requested(ride)
const trips = defineView({
  name: 'trips',
  label: rides.column('paid'),
  request: asRequest,
  features: asRequest,
})

const fare = defineModel({
  name: 'fare',
  view: trips,
  learner: boostedTrees(),
  encode: {
    distance: chain(imputed('median', { indicator: true }), logged(), scaled()),
    hour: cyclic({ period: 24 }),
    driver: targetMean(),
    carKind: oneHot({ most: 20 }),
    note: tfIdf({ terms: 50 }),
  },
  combine: { weather: pca({ of: ['wind', 'rain', 'warmth'], components: 2 }) },
  labelScale: logged(),
  split: byTime({ test: 0.2 }),
  measure: [mae()],
})

const places = defineGroup({
  name: 'places',
  key: ['cardId'],
  time: 'at',
  columns: {
    cardId: text(),
    at: timestamp(),
    latitude: float(),
    longitude: float(),
    spent: float(),
  },
})
const irish = [{ month: 8, weekday: 1, nth: 1 }]

const asked = requested({ at: timestamp(), latitude: float(), longitude: float() })
const home = {
  latitude: places.latest('latitude', { before: true }),
  longitude: places.latest('longitude', { before: true }),
}
const where = defineView({
  name: 'where',
  label: places.column('spent'),
  request: asked,
  features: {
    ...calendar(asked.at, { zone: 'Europe/Dublin', parts: ['hour', 'weekday', 'week'] }),
    ...holidayFeatures(asked.at, { zone: 'Europe/Dublin', holidays: irish }),
    way: distance(home, asked),
    cell: cell(asked, { geohash: 5 }),
  },
})

const transaction = requested({ amount: float({ min: 0 }), category: text(), at: timestamp() })
const transactions = defineGroup({
  name: 'transactions',
  key: ['ccNum'],
  time: 'at',
  columns: {
    ccNum: text(),
    at: timestamp(),
    amount: float(),
    category: text(),
    isFraud: integer(),
  },
})

const online = defineView({
  name: 'online',
  label: transactions.column('isFraud'),
  request: transaction,
  features: {
    amount: transaction.amount,
    sincePrevious: transactions.sinceLast({ before: true }),
  },
})

const project = defineProject({
  name: 'bank',
  groups: [transactions],
  views: [online],
  models: [],
  pipelines: [],
  online: secret('ONLINE_URL'), // redis://user:password@host:6379/0
})

const wayBack = defineStep({
  name: 'way-back',
  summary: 'Tells what the features of a row were, in the units of their columns',
  run: async ({ context }) => {
    const [set] = await context.deps.trainingSets.list('trips')
    const learned = await context.deps.trainingSets.listTransformations(set?.id ?? '')
    return learned.map(({ model, fitted }) => ({ model, row: decodeFeatures(fitted, [0.4, 0, 1]) }))
  },
})

export const shown = {
  wayBack,
  write,
  spent,
  dailyPayments,
  large,
  limit,
  country,
  read,
  fare,
  where,
  project,
}
