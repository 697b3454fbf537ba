import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { createLog, secret, type LogLine } from '../../../src/base/index.ts'
import {
  atMost,
  defineMonitor,
  deliverAlerts,
  fileChannel,
  isSilenced,
  listAlerts,
  pagerDutyChannel,
  recordAlerts,
  silenceAlert,
  acknowledgeAlert,
  slackChannel,
  terminalChannel,
  trialMessage,
  tryChannel,
  webhookChannel,
  type Channel,
  type DeliverAlertsDeps,
  type MonitorState,
} from '../../../src/monitoring/index.ts'
import { openSqliteDatabase } from '../../../src/storage/index.ts'
import { surfHeight } from '../../training/training-lab.ts'
import { startReceiver } from './start-receiver.ts'

const start = new Date('2026-03-01T00:00:00.000Z')
const minute = (count: number) => new Date(start.getTime() + count * 60_000)

interface Bench {
  readonly deps: DeliverAlertsDeps
  readonly said: string[]
  readonly logged: LogLine[]
  readonly channels: readonly Channel[]
  now: Date
  /** One window of the monitor, which ends at a minute. */
  see(at: number, state: MonitorState, options?: { slice?: string }): Promise<void>
  deliver(): Promise<number>
}

async function bench(
  t: TestContext,
  channels: readonly Channel[],
  rule: Parameters<typeof atMost>[2] = {},
): Promise<Bench> {
  const root = mkdtempSync(join(tmpdir(), 'swell-alerts-'))
  const made = { now: start, said: new Array<string>(), logged: new Array<LogLine>() }
  const now = () => new Date(made.now)
  const database = await openSqliteDatabase(':memory:', { now })
  t.after(async () => {
    await database.close()
    rmSync(root, { recursive: true, force: true })
  })
  const monitor = defineMonitor({
    name: 'accuracy',
    watch: { model: surfHeight, of: ['outcomes'] },
    rules: [atMost('mae', 1, rule)],
    tell: channels,
  })
  const [judged] = monitor.rules
  const deps: DeliverAlertsDeps = {
    database,
    now,
    root,
    environment: { HOOK_SECRET: 'swordfish', PAGER: 'routing-key' },
    log: createLog(now, 'info', (line) => made.logged.push(line)),
    tell: (line) => made.said.push(line),
  }
  return Object.assign(made, {
    deps,
    channels,
    see: async (at: number, state: MonitorState, { slice = '' } = {}) => {
      made.now = minute(at)
      const verdict = {
        rule: judged?.name ?? '',
        series: 'mae',
        slice,
        severity: 'warning' as const,
        state,
        found: state === 'ok' ? '0.5' : '1.5',
        wanted: 'at most 1',
      }
      const source = { ...monitor, watches: 'model surf-height' }
      const window = { id: `look_${at}`, until: minute(at), verdicts: [verdict] }
      await database.transaction((session) => recordAlerts(session, source, [window], now))
    },
    deliver: () => deliverAlerts(deps, channels),
  })
}

test('an alert fires once, and its recovery is told once', async (t) => {
  const lab = await bench(t, [terminalChannel()])
  await lab.see(1, 'ok')
  await lab.see(2, 'warning')
  await lab.see(3, 'warning')
  await lab.see(4, 'unknown')
  await lab.see(5, 'ok')
  await lab.see(6, 'ok')
  assert.equal(await lab.deliver(), 2)
  assert.equal(await lab.deliver(), 0)
  assert.deepEqual(lab.said, [
    '[warning] accuracy: “mae is at most 1” is not kept: mae is 1.5',
    '[recovered] accuracy: “mae is at most 1” is kept again: mae is 0.5',
  ])
})

test('an alert waits for as long as its rule says, and is over when the rule is kept before', async (t) => {
  const lab = await bench(t, [terminalChannel()], { lasting: '5m' })
  await lab.see(0, 'warning')
  await lab.see(3, 'warning')
  await lab.see(4, 'ok')
  await lab.see(5, 'warning')
  await lab.see(9, 'warning')
  assert.equal(await lab.deliver(), 0)
  await lab.see(10, 'warning')
  assert.equal(await lab.deliver(), 1)
})

test('soon after a recovery nobody is told again', async (t) => {
  const lab = await bench(t, [terminalChannel()], { coolDown: '1h' })
  await lab.see(0, 'warning')
  await lab.see(1, 'ok')
  await lab.see(2, 'warning')
  assert.equal(await lab.deliver(), 2)
  const [open] = await listAlerts(lab.deps.database, { limit: 1 })
  assert.equal(open?.state, 'firing', 'it is seen all the same')
  await lab.see(62, 'warning')
  assert.equal(await lab.deliver(), 1)
})

test('what was silenced or acknowledged is seen, and told no more', async (t) => {
  const lab = await bench(t, [terminalChannel()], { lasting: '1m' })
  await lab.see(0, 'warning')
  const [pending] = await listAlerts(lab.deps.database, { limit: 1 })
  const silence = { by: 'ada', lasting: '10m', reason: 'we know' }
  await silenceAlert(lab.deps, pending?.id ?? '', silence)
  await lab.see(2, 'warning')
  assert.equal(await lab.deliver(), 0)
  await lab.see(11, 'warning')
  assert.equal(await lab.deliver(), 1, 'the silence is over')
  const said = await acknowledgeAlert(lab.deps, pending?.id ?? '', { by: 'ada', note: undefined })
  assert.deepEqual([said.state, said.acknowledgedBy], ['acknowledged', 'ada'])
  await lab.see(12, 'warning')
  assert.equal(await lab.deliver(), 0)
})

test('a silence that was set while the clock was far ahead is over when it is right again', async (t) => {
  const lab = await bench(t, [terminalChannel()], { lasting: '5m' })
  await lab.see(0, 'warning')
  const [alert] = await listAlerts(lab.deps.database, { limit: 1 })
  const quiet = { by: 'ada', lasting: '10m', reason: undefined }
  lab.now = minute(365 * 24 * 60)
  await silenceAlert(lab.deps, alert?.id ?? '', quiet)
  await lab.see(6, 'warning')
  assert.equal(await lab.deliver(), 1)
  await silenceAlert(lab.deps, alert?.id ?? '', quiet)
  const [silent] = await listAlerts(lab.deps.database, { limit: 1 })
  assert.ok(silent)
  assert.deepEqual(
    [7, 15.9, 16].map((at) => isSilenced(silent, minute(at))),
    [true, true, false],
  )
})

test('a webhook is signed, and the secret stands in no message and no log', async (t) => {
  const hook = await startReceiver(t, [500])
  const signedWith = secret('HOOK_SECRET')
  const lab = await bench(t, [webhookChannel('ops', { url: hook.url, signedWith })])
  await lab.see(1, 'warning')
  assert.equal(await lab.deliver(), 0)
  lab.now = minute(2)
  assert.equal(await lab.deliver(), 1)
  const [first, second] = hook.heard
  assert.ok(first && second)
  const { 'x-swell-delivery-id': id, 'x-swell-timestamp': at } = second.headers
  assert.equal(first.headers['x-swell-delivery-id'], id, 'who was sent it twice can tell')
  const signed = createHmac('sha256', 'swordfish').update(
    `${String(id)}.${String(at)}.${second.body}`,
  )
  assert.equal(second.headers['x-swell-signature'], `v1,${signed.digest('base64')}`)
  assert.equal((JSON.parse(second.body) as { monitor: string }).monitor, 'accuracy')
  assert.ok(!JSON.stringify([lab.logged, hook.heard]).includes('swordfish'))
  assert.deepEqual(
    lab.logged.map(({ text: line }) => line),
    ['channel ops was not told of an alert: it answered with status 500; again in 5 s'],
  )
})

test('a webhook that answers 500 for a day is told in the end, once, and in order', async (t) => {
  const hook = await startReceiver(
    t,
    Array.from({ length: 500 }, () => 500),
  )
  const lab = await bench(t, [webhookChannel('ops', { url: hook.url })])
  await lab.see(0, 'warning')
  await lab.see(1, 'ok')
  for (let at = 1; at < 24 * 60; at += 10) {
    lab.now = minute(at)
    await lab.deliver()
  }
  const triedCount = hook.heard.length
  assert.ok(triedCount > 30 && triedCount < 80, `${triedCount}`)
  const well = await startReceiver(t)
  const channels = [webhookChannel('ops', { url: well.url })]
  lab.now = minute(25 * 60)
  assert.equal(await deliverAlerts(lab.deps, channels), 2)
  assert.deepEqual(
    well.heard.map(({ body }) => (JSON.parse(body) as { kind: string }).kind),
    ['fired', 'recovered'],
  )
})

test('a webhook that takes what it is told for a day and never answers knows it by its id, and loses nothing', async (t) => {
  const well = await startReceiver(t)
  const mute = createHttpServer((request) => request.socket.destroy())
  mute.listen(0, '127.0.0.1')
  await once(mute, 'listening')
  t.after(() => mute.close())
  const { port } = mute.address() as AddressInfo
  const lab = await bench(t, [webhookChannel('ops', { url: `http://127.0.0.1:${port}/` })])
  await lab.see(0, 'warning')
  const [waiting] = await lab.deps.database.queries
    .selectFrom('alert_deliveries')
    .select('delivery_id')
    .execute()
  for (let at = 1; at < 24 * 60; at += 10) {
    lab.now = minute(at)
    assert.equal(await lab.deliver(), 0)
  }
  await lab.see(24 * 60, 'ok')
  lab.now = minute(25 * 60)
  assert.equal(await deliverAlerts(lab.deps, [webhookChannel('ops', { url: well.url })]), 2)
  assert.equal(await deliverAlerts(lab.deps, [webhookChannel('ops', { url: well.url })]), 0)
  const ids = well.heard.map(({ headers }) => headers['x-swell-delivery-id'])
  assert.equal(ids[0], waiting?.delivery_id)
  assert.equal(new Set(ids).size, 2)
})

test('a trial is told by every channel, and leaves no alert open', async (t) => {
  const [hook, pager] = [await startReceiver(t), await startReceiver(t)]
  const lab = await bench(t, [])
  const trial = trialMessage('surf', start)
  const channels = [
    webhookChannel('ops', { url: hook.url }),
    pagerDutyChannel('pager', { routingKey: secret('PAGER'), url: pager.url }),
    terminalChannel(),
  ]
  for (const channel of channels) {
    assert.equal(await tryChannel(lab.deps, channel, trial), undefined)
  }
  const events = pager.heard.map(({ body }) => JSON.parse(body) as Record<string, unknown>)
  assert.deepEqual(
    events.map((event) => [event['event_action'], event['dedup_key']]),
    [
      ['trigger', 'trial-2026-03-01T00:00:00.000Z'],
      ['resolve', 'trial-2026-03-01T00:00:00.000Z'],
    ],
  )
  assert.equal(hook.heard.length, 1)
  assert.deepEqual(lab.said, ['[trial] This is how alerts of surf are told'])
})

test('a receiver that hangs holds up nobody else, and two processes tell once', async (t) => {
  const well = await startReceiver(t)
  const silent = createTcpServer(() => undefined)
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  t.after(() => silent.close())
  const { port } = silent.address() as AddressInfo
  const lab = await bench(t, [
    webhookChannel('hangs', { url: `http://127.0.0.1:${port}/` }),
    webhookChannel('works', { url: well.url }),
  ])
  await lab.see(1, 'warning')
  const ending = new AbortController()
  const both = [1, 2].map(() => deliverAlerts(lab.deps, lab.channels, { signal: ending.signal }))
  while (well.heard.length === 0) await new Promise((resolve) => setImmediate(resolve))
  ending.abort()
  await Promise.all(both)
  assert.equal(well.heard.length, 1)
})

test('a clock that was far ahead, and is right again, holds no message back', async (t) => {
  const hook = await startReceiver(t, [500])
  const lab = await bench(t, [webhookChannel('ops', { url: hook.url })])
  await lab.see(1, 'warning')
  lab.now = minute(365 * 24 * 60)
  assert.equal(await lab.deliver(), 0)
  // As a kill in the next try leaves it.
  await lab.deps.database.queries
    .updateTable('alert_deliveries')
    .set({ taken_until_ms: lab.now.getTime() + 30_000 })
    .execute()
  lab.now = minute(2)
  assert.equal(await lab.deliver(), 1)
  lab.now = minute(366 * 24 * 60)
  assert.equal(await lab.deliver(), 0, 'and it is told once')
})

test('what Slack may have already says so, and has an id to know it by', async (t) => {
  const slack = await startReceiver(t, [503, 503])
  const lab = await bench(t, [slackChannel('chat', { url: slack.url })])
  await lab.see(1, 'warning')
  await lab.deliver()
  lab.now = minute(2)
  await lab.deliver()
  // As a kill leaves it: taken, and nothing written down of what came of it.
  await lab.deps.database.queries
    .updateTable('alert_deliveries')
    .set({ taken_until_ms: 0, due_ms: 0, last_problem: null })
    .execute()
  assert.equal(await lab.deliver(), 1)
  const texts = slack.heard.map(({ body }) => (JSON.parse(body) as { text: string }).text)
  const ids = new Set(texts.map((text) => text.split('\n').at(-1)))
  assert.deepEqual(
    texts.map((text) => text.includes('may stand above already')),
    [false, false, true],
    'who has refused it does not have it',
  )
  assert.equal(ids.size, 1)
})

test('a line comes into a file once, though the process was killed after it was written', async (t) => {
  const lab = await bench(t, [fileChannel('log', { path: 'alerts.ndjson' })])
  await lab.see(1, 'warning')
  await lab.deliver()
  const path = join(lab.deps.root, 'alerts.ndjson')
  const written = readFileSync(path, 'utf8')
  await lab.deps.database.queries
    .updateTable('alert_deliveries')
    .set({ status: 'waiting', taken_until_ms: 0, due_ms: 0 })
    .execute()
  assert.equal(await lab.deliver(), 1)
  assert.equal(readFileSync(path, 'utf8'), written)
})

test('PagerDuty is told by id, and a recovery resolves; Slack reads no marks in it', async (t) => {
  const pager = await startReceiver(t)
  const slack = await startReceiver(t)
  const lab = await bench(t, [
    pagerDutyChannel('pager', { routingKey: secret('PAGER'), url: pager.url }),
    slackChannel('chat', { url: slack.url }),
  ])
  await lab.see(1, 'warning', { slice: 'beach=<here>' })
  await lab.see(2, 'ok', { slice: 'beach=<here>' })
  await lab.deliver()
  const events = pager.heard.map(({ body }) => JSON.parse(body) as Record<string, unknown>)
  assert.deepEqual(
    events.map((event) => [event['event_action'], event['routing_key']]),
    [
      ['trigger', 'routing-key'],
      ['resolve', 'routing-key'],
    ],
  )
  assert.equal(events[0]?.['dedup_key'], events[1]?.['dedup_key'])
  assert.match(slack.heard[0]?.body ?? '', /beach=&lt;here&gt;/)
})
