import {
  answeredWithin,
  asTrained,
  atLeast,
  atMost,
  beats,
  bias,
  before,
  boostedTrees,
  byTime,
  defineGroup,
  defineModel,
  defineMonitor,
  defineObjective,
  defineService,
  defineView,
  emailChannel,
  everyPredictions,
  float,
  gateRule,
  lastRows,
  mae,
  noDrift,
  onCommit,
  pageHinkley,
  pagerDutyChannel,
  secret,
  slackChannel,
  sliding,
  terminalChannel,
  text,
  timestamp,
  tumbling,
  unchanged,
  webhookChannel,
  withinTwoDeviations,
} from '../../src/index.ts'

// What docs/monitoring.md shows in TypeScript, held to the compiler.

const swells = defineGroup({
  name: 'swells',
  key: ['beachId'],
  time: 'hitsAt',
  columns: { beachId: text(), hitsAt: timestamp(), height: float({ unit: 'm' }) },
})
const reports = defineGroup({
  name: 'reports',
  key: ['beachId'],
  time: 'observedAt',
  columns: { beachId: text(), observedAt: timestamp(), waveHeight: float({ unit: 'ft' }) },
})
const view = defineView({
  name: 'surf',
  label: reports.column('waveHeight'),
  features: { height: swells.latest('height'), beach: reports.keyColumn('beachId') },
})
const surfHeight = defineModel({
  name: 'surf-height',
  view,
  learner: boostedTrees(),
  split: byTime({ test: 0.2 }),
  measure: [mae(), bias()],
})
const service = defineService({ name: 'surf', model: surfHeight })

const ops = [
  terminalChannel(),
  webhookChannel('ops', { url: secret('OPS_URL'), signedWith: secret('OPS_SECRET') }),
  slackChannel('surf-team', { url: secret('SLACK_URL') }),
  pagerDutyChannel('on-call', { routingKey: secret('PAGERDUTY_KEY') }),
  emailChannel('post', {
    host: 'mail.example.org',
    user: 'swell',
    password: secret('MAIL_PASSWORD'),
    from: 'swell@example.org',
    to: ['ada@example.org'],
  }),
]

const inputs = defineMonitor({
  name: 'surf-inputs',
  watch: { model: surfHeight, of: ['inputs', 'predictions'] },
  reference: asTrained(),
  window: tumbling('1d'),
  slices: ['beachId'],
  rules: [noDrift(), atMost('missing of height', 0.2, { lasting: '2d' })],
  tell: ops,
})

const accuracy = defineMonitor({
  name: 'surf-accuracy',
  watch: { model: surfHeight, of: ['outcomes'] },
  window: sliding('7d', '1d'),
  outcomesWithin: '3d',
  rules: [
    atMost('mae', 1.2, { severity: 'critical', surely: true }),
    withinTwoDeviations('mae'),
    unchanged('bias', pageHinkley()),
    gateRule(beats('baseline', 'mae'), { severity: 'critical' }),
  ],
  tell: ops,
})

const rows = defineMonitor({
  name: 'swell-rows',
  watch: { group: swells },
  reference: before('30d'),
  window: tumbling('1d'),
  every: onCommit(swells),
  rules: [atLeast('rowCount', 100), atMost('age', 36), atMost('broken checks', 0)],
})

const newest = defineMonitor({
  name: 'surf-newest',
  watch: { model: surfHeight },
  window: lastRows(1000),
  every: everyPredictions(500),
})

const quick = defineObjective({
  name: 'surf-quick',
  service,
  good: answeredWithin('50ms'),
  target: 0.999,
  over: '30d',
  tell: ops,
})

export const shown = { monitors: [inputs, accuracy, rows, newest], objectives: [quick] }
