import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  answeredWithin,
  defineObjective,
  listAlerts,
  measureObjective,
  serviceCounter,
  watchObjective,
} from '../../../src/monitoring/index.ts'
import { defineService } from '../../../src/serving/index.ts'
import { openSqliteDatabase } from '../../../src/storage/index.ts'
import { surfHeight } from '../../training/training-lab.ts'

const service = defineService({ name: 'surf', model: surfHeight })
const quick = defineObjective({
  name: 'quick',
  service,
  good: answeredWithin('100ms'),
  target: 0.9,
  over: '30d',
})

test('an error budget that burns too fast fires, and is over when it burns no more', async (t) => {
  let at = new Date('2026-03-01T00:00:30.000Z')
  const now = () => at
  const database = await openSqliteDatabase(':memory:', { now })
  t.after(() => database.close())
  const counter = serviceCounter({ database, now })
  const ask = async (count: number, seconds: number) => {
    for (let request = 0; request < count; request += 1) {
      counter.countAnswer('surf', { seconds, rowCount: 1 })
    }
    await counter.write()
    await counter.write()
  }
  await ask(90, 0.01)
  await ask(10, 0.2)
  const first = await measureObjective(database, quick, new Date(at.getTime() + 60_000))
  assert.deepEqual([first.requestCount, first.goodShare, first.state], [100, 0.9, 'ok'])
  assert.ok(Math.abs(first.budgetLeft ?? 1) < 1e-9)
  at = new Date('2026-03-01T00:01:30.000Z')
  await ask(5000, 0.2)
  at = new Date('2026-03-01T00:02:30.000Z')
  const { state, burns } = await watchObjective({ database, now }, quick)
  assert.equal(state, 'critical')
  assert.deepEqual(
    burns.map(({ isBurning }) => isBurning),
    [false, true, true],
    '14.4 times is more than a target of 90 % can burn',
  )
  at = new Date('2026-03-05T00:00:00.000Z')
  await watchObjective({ database, now }, quick)
  const alerts = await listAlerts(database, { limit: 10 })
  assert.deepEqual(
    alerts.map((alert) => alert.state),
    ['recovered', 'recovered'],
  )
})

test('what no request could keep, or is not counted, is no objective', () => {
  const terms = { name: 'quick', service, good: answeredWithin('100ms') }
  for (const target of [0, 1, Number.NaN]) {
    assert.throws(() => defineObjective({ ...terms, target }), {
      code: 'monitoring.wrongObjective',
    })
  }
  assert.throws(() => answeredWithin('70ms'), /requests are counted by these times/)
})
