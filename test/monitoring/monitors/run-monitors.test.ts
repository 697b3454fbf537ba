import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  asTrained,
  atMost,
  before,
  defineMonitor,
  deliverAlerts,
  lastRows,
  listAlerts,
  noDrift,
  runDueMonitors,
  runMonitor,
  serviceCounter,
  sqlMonitorStore,
  tellingRows,
  terminalChannel,
  tumbling,
  type FullMonitorRun,
} from '../../../src/monitoring/index.ts'
import { ndcg } from '../../../src/learn/index.ts'
import { every } from '../../../src/pipelines/index.ts'
import { defineService } from '../../../src/serving/index.ts'
import { surfHeight, swells } from '../../training/training-lab.ts'
import { hour, monitorLab, predictHours, reportHours } from './monitor-lab.ts'

const inputs = defineMonitor({
  name: 'inputs',
  watch: { model: surfHeight, of: ['inputs', 'predictions'] },
  reference: asTrained(),
  window: tumbling('1h'),
  slices: ['beach'],
  rules: [noDrift(), atMost('drift of height', 0.3, { slice: '', severity: 'critical' })],
  tell: [terminalChannel()],
})

const accuracy = defineMonitor({
  name: 'accuracy',
  watch: { model: surfHeight, of: ['outcomes'] },
  window: tumbling('1h'),
  slices: ['beachId'],
  rules: [atMost('mae', 1, { severity: 'critical' })],
})

const valueOf = ({ values }: FullMonitorRun, series: string, slice = '') =>
  values.find((one) => one.series === series && one.slice === slice)?.value

test('drift is found where there is some, and told in one message that names each side and its columns', async (t) => {
  const lab = await monitorLab(t)
  await predictHours(lab, { from: 0, to: 1, count: 400 })
  await predictHours(lab, { from: 1, to: 2, count: 400, shift: 3 })
  lab.now = hour(1)
  const [quiet] = await runDueMonitors(lab.deps, [inputs])
  lab.now = hour(2)
  const [loud] = await runDueMonitors(lab.deps, [inputs])
  assert.ok(quiet && loud)
  assert.deepEqual([quiet.state, quiet.rowCount, valueOf(quiet, 'drifted inputs')], ['ok', 400, 0])
  assert.deepEqual([loud.state, loud.badCount], ['critical', 3])
  assert.ok((valueOf(loud, 'drift of height') ?? 0) > 0.5)
  assert.equal(valueOf(loud, 'rowCount', 'beach=lahinch'), 200)
  const alerts = await listAlerts(lab.deps.database, { limit: 10 })
  assert.deepEqual(
    new Set(alerts.map(({ state, series }) => `${state}: ${series}`)),
    new Set(['firing: drift of height', 'firing: drifted inputs', 'firing: drifted predictions']),
  )
  const said: string[] = []
  const tell = (line: string) => void said.push(line)
  await deliverAlerts({ ...lab.deps, root: '', environment: {}, tell }, inputs.tell)
  const worst = `inputs: “drift of height is at most 0.3” is not kept: drift of height is ${alerts.find(({ series }) => series === 'drift of height')?.found}`
  assert.deepEqual(said, [
    `[critical] ${worst}, and 2 more`,
    `  ${worst}`,
    '  inputs: “the inputs have not drifted” is not kept: drifted inputs are height, power',
    '  inputs: “the predictions have not drifted” is not kept: drifted predictions are prediction',
  ])
})

test('columns that are empty, constant, new, gone or of another type are told as such, though the view was rewritten', async (t) => {
  const lab = await monitorLab(t)
  const { height, period, beach } = surfHeight.view.features
  assert.ok(height && period && beach)
  // The view was rewritten since the champion has learned from it.
  const features = { height, period, beach: { ...beach, type: 'float' as const }, salt: height }
  const rewritten = { ...surfHeight, view: { ...surfHeight.view, features } }
  const rules = [noDrift()]
  const monitor = defineMonitor({
    name: 'rewritten',
    watch: { model: rewritten, of: ['inputs'] },
    window: tumbling('1h'),
    rules,
  })
  const given = { height: undefined, period: 9, beach: 3, power: undefined, salt: 3 }
  await predictHours(lab, { from: 0, to: 1, count: 200, given })
  lab.now = hour(1)
  const asEvidently = { ...monitor, name: 'as Evidently', mode: 'evidently' as const }
  for (const run of await runDueMonitors(lab.deps, [monitor, asEvidently])) {
    assert.equal(run.problem, undefined)
    const columns = run.drift.find(({ of }) => of === 'inputs')?.columns ?? []
    assert.deepEqual(columns.map(({ column, state }) => `${column}: ${state}`).toSorted(), [
      'beach: typeChanged',
      'height: allMissing',
      'period: measured',
      'power: goneColumn',
      'salt: newColumn',
    ])
    assert.match(run.verdicts[0]?.found ?? '', /power/)
  }
})

test('accuracy is known when outcomes come, and windows before are looked at again', async (t) => {
  const lab = await monitorLab(t)
  await predictHours(lab, { from: 0, to: 2 })
  lab.now = hour(2)
  const early = await runDueMonitors(lab.deps, [accuracy])
  assert.deepEqual(
    early.map(({ state, notes }) => [state, notes]),
    [['unknown', ['no outcome of this window is known yet']]],
  )
  lab.now = hour(2.5)
  await reportHours(lab, { from: 0, to: 2, off: 0.5 })
  const [again] = await runDueMonitors(lab.deps, [accuracy])
  assert.ok(again)
  assert.deepEqual([again.state, again.id], ['ok', early[0]?.id])
  assert.ok(Math.abs((valueOf(again, 'mae') ?? 0) - 0.5) < 1e-9)
  assert.equal(valueOf(again, 'outcomeShare'), 1)
  assert.equal(valueOf(again, 'outcomeCount', 'beachId=lahinch'), 30)
  lab.now = hour(2.6)
  await runDueMonitors(lab.deps, [accuracy])
  lab.now = hour(2.7)
  assert.deepEqual(await runDueMonitors(lab.deps, [accuracy]), [], 'nothing is looked at twice')
})

test('an order is measured query by query, as scikit-learn does', async (t) => {
  const lab = await monitorLab(t)
  await predictHours(lab, { from: 0, to: 1, count: 30 })
  await reportHours(lab, { from: 0, to: 1, off: 1.5, count: 30 })
  lab.now = hour(2)
  const ranked = { ...surfHeight, measure: [ndcg({ query: 'beachId' })] }
  const orders = defineMonitor({
    name: 'orders',
    watch: { model: ranked, of: ['outcomes'] },
    window: tumbling('1h'),
    rules: [atMost('ndcg', 1)],
  })
  const [run] = await runMonitor(lab.deps, orders, {
    asked: { kind: 'range', from: hour(0), to: hour(1) },
  })
  const found = run?.values.find(({ series }) => series === 'ndcg')
  // Of each beach sklearn.metrics.dcg_score (1.9.1) of gains 2 ** truth - 1 by what was said, over that by truth; the mean.
  assert.ok(Math.abs((found?.value ?? 0) - 0.984220154155973) < 1e-12, `${found?.value}`)
  assert.ok((found?.lower ?? 1) <= (found?.value ?? 0))
})

test('labels that contradict are counted, and the one that is known last is held to', async (t) => {
  const lab = await monitorLab(t)
  const first = { from: 0, to: 1, count: 10 }
  const second = { from: 1, to: 2, count: 10 }
  for (const hours of [first, second]) {
    await predictHours(lab, hours)
    await reportHours(lab, { ...hours, off: 0.5 })
  }
  await reportHours(lab, { ...first, off: 2, late: 3 })
  await reportHours(lab, { ...second, off: 0.5, late: 3 })
  lab.now = hour(6)
  const asked = { kind: 'range', from: hour(0), to: hour(2) } as const
  const runs = await runMonitor(lab.deps, accuracy, { asked })
  assert.deepEqual(
    runs.map((run) => [
      valueOf(run, 'contradictions'),
      valueOf(run, 'outcomeCount'),
      valueOf(run, 'mae')?.toFixed(9),
    ]),
    [
      [10, 10, '2.000000000'],
      [0, 10, '0.500000000'],
    ],
    'the same told again is no contradiction',
  )
})

test('the past is looked at in one pass, and raises no alerts', async (t) => {
  const lab = await monitorLab(t)
  await predictHours(lab, { from: 0, to: 3, count: 200 })
  await predictHours(lab, { from: 3, to: 5, count: 200, shift: 3 })
  lab.now = hour(48)
  const asked = { kind: 'range', from: hour(0), to: hour(6) } as const
  const runs = await runMonitor(lab.deps, inputs, { asked })
  assert.deepEqual(
    runs.map(({ state, rowCount }) => [state, rowCount]),
    [
      ['ok', 200],
      ['ok', 200],
      ['ok', 200],
      ['critical', 200],
      ['critical', 200],
      ['unknown', 0],
    ],
  )
  assert.deepEqual(await listAlerts(lab.deps.database, { limit: 10 }), [])
  await runMonitor(lab.deps, inputs, { asked })
  const stored = await sqlMonitorStore(lab.deps.database).list('inputs', { limit: 100 })
  assert.equal(stored.length, 6, 'once for each window')
})

test('windows that were missed are made up for, and a clock that was ahead is forgiven', async (t) => {
  const lab = await monitorLab(t)
  await predictHours(lab, { from: 0, to: 4 })
  lab.now = hour(1)
  await runDueMonitors(lab.deps, [inputs])
  lab.now = hour(4)
  assert.equal((await runDueMonitors(lab.deps, [inputs])).length, 3)
  lab.now = hour(24 * 365)
  assert.equal((await runDueMonitors(lab.deps, [inputs])).length, 1000, 'the newest, and no more')
  lab.now = hour(5)
  await runDueMonitors(lab.deps, [inputs])
  const runs = await sqlMonitorStore(lab.deps.database).list('inputs', { limit: 100 })
  assert.deepEqual(
    runs.map(({ until }) => until),
    [hour(5), hour(4), hour(3), hour(2), hour(1)],
  )
})

test('a group is measured by what is kept of it', async (t) => {
  const lab = await monitorLab(t)
  const monitor = defineMonitor({
    name: 'swell-rows',
    watch: { group: swells },
    reference: before('30d'),
    window: tumbling('1d'),
    rules: [atMost('missing of period', 0.5), atMost('age', 48)],
  })
  const asked = {
    kind: 'range',
    from: new Date('2025-02-10T00:00:00Z'),
    to: new Date('2025-02-13T00:00:00Z'),
  } as const
  const runs = await runMonitor(lab.deps, monitor, { asked })
  assert.deepEqual(
    runs.map((run) => [run.rowCount, valueOf(run, 'missing of period'), run.state]),
    [
      [2, 1, 'warning'],
      [2, 0, 'ok'],
      [2, 0, 'ok'],
    ],
  )
})

test('two servers look once', async (t) => {
  const lab = await monitorLab(t)
  await predictHours(lab, { from: 0, to: 1 })
  lab.now = hour(1)
  const found = await Promise.all([
    runDueMonitors(lab.deps, [inputs]),
    runDueMonitors(lab.deps, [inputs]),
  ])
  assert.equal(found.flat().length, 1)
})

test('how good predictions are likely to be is told before anything came true', async (t) => {
  const lab = await monitorLab(t)
  await predictHours(lab, { from: 0, to: 1 })
  lab.now = hour(1)
  const whole = defineMonitor({
    name: 'whole',
    watch: { model: surfHeight },
    window: tumbling('1h'),
    rules: [atMost('estimated mae', 5)],
  })
  const [run] = await runDueMonitors(lab.deps, [whole])
  const estimate = run?.values.find(({ series }) => series === 'estimated mae')
  assert.ok(estimate?.lower !== undefined && estimate.upper !== undefined)
  assert.ok(estimate.lower < estimate.value && estimate.value < estimate.upper)
  assert.equal(run?.state, 'ok')
})

test('an alert shows the rows that tell most of it', async (t) => {
  const lab = await monitorLab(t)
  await predictHours(lab, { from: 0, to: 1, count: 20 })
  await reportHours(lab, { from: 0, to: 1, count: 20, off: 3 })
  lab.now = hour(3)
  const bad = { ...accuracy, rules: [atMost('mae', 1)], slices: [] }
  await runMonitor(lab.deps, bad, { asked: { kind: 'last', lengthMs: 3 * 3_600_000 } })
  const [newest] = await sqlMonitorStore(lab.deps.database).list('accuracy', { limit: 1 })
  assert.ok(newest)
  const rows = await tellingRows(lab.deps, bad, newest, { series: 'mae' })
  assert.equal(rows.length, 10)
  assert.ok(Math.abs(Number(rows[0]?.['predicted']) - Number(rows[0]?.['truth'])) > 2.9)
  const swell = { ...inputs, slices: [] }
  const [highest] = await tellingRows(lab.deps, swell, newest, { series: 'drift of height' })
  assert.equal(typeof highest?.['height'], 'number')
})

test('in the mode of Evidently rows are compared with the rows that the version was trained on', async (t) => {
  const lab = await monitorLab(t)
  await predictHours(lab, { from: 0, to: 1, count: 200, shift: 3 })
  lab.now = hour(1)
  const asEvidently = { ...inputs, mode: 'evidently' } as const
  const [run] = await runDueMonitors(lab.deps, [asEvidently])
  assert.deepEqual([run?.problem, run?.drift[0]?.mode], [undefined, 'evidently'])
  const ofSlice = run?.values.find(
    ({ series, slice }) => series === 'drift of height' && slice === 'beach=lahinch',
  )
  assert.ok((ofSlice?.value ?? 0) > 0.5)
})

test('of a service the last requests are those of its last minutes, however long ago they were', async (t) => {
  const lab = await monitorLab(t)
  const { database } = lab.deps
  const counter = serviceCounter({ database, now: lab.deps.now })
  const ask = async (at: Date, count: number, seconds: number) => {
    lab.now = at
    for (let request = 0; request < count; request += 1) {
      counter.countAnswer('surf', { seconds, rowCount: 1 })
    }
    await counter.write()
  }
  await ask(hour(0), 50, 0.5)
  await ask(hour(1), 60, 0.004)
  await ask(hour(1.5), 60, 0.004)
  lab.now = hour(30)
  const monitor = defineMonitor({
    name: 'quick',
    watch: { service: defineService({ name: 'surf', model: surfHeight }) },
    window: lastRows(100),
    every: every('1h'),
    rules: [atMost('latency p99', 5)],
  })
  const [run] = await runDueMonitors(lab.deps, [monitor])
  assert.ok(run)
  assert.deepEqual([run.state, run.rowCount, valueOf(run, 'requestCount')], ['ok', 120, 120])
  const [more] = await runMonitor(lab.deps, monitor, { asked: { kind: 'rows', count: 121 } })
  assert.deepEqual([more?.state, more?.rowCount], ['warning', 170])
})
