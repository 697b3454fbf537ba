import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { appendRows } from '../../../src/features/index.ts'
import { listAlerts } from '../../../src/monitoring/index.ts'
import { storeAt } from '../../features/feature-store.ts'
import { swells } from '../../training/training-lab.ts'
import { startReceiver } from './start-receiver.ts'

const script = join(import.meta.dirname, 'look-and-tell.ts')
const preload = new URL('../../storage/die-at-statement.ts', import.meta.url).href

/** One look in a process of its own, ended right before a statement where one is given. */
async function look(
  args: readonly string[],
  dieAt?: string,
): Promise<NodeJS.Signals | number | null> {
  const child = spawn(process.execPath, ['--import', preload, script, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...(dieAt === undefined ? {} : { DIE_AT: dieAt }) },
  })
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  return signal ?? code
}

test('a kill while a monitor looks, or while it tells, loses no alert and makes none of it two', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'swell-killed-'))
  t.after(() => rm(root, { recursive: true, force: true }))
  const { url, heard } = await startReceiver(t)
  const store = await storeAt(root)
  t.after(() => store.close())
  const hitsAt = new Date('2026-02-28T06:00:00Z')
  const rows = [{ beachId: 'lahinch', hitsAt, height: 2 }]
  await appendRows(store, swells, rows, { runId: undefined, knownAt: hitsAt })

  const first = [root, url, '2026-03-01T12:00:00Z']
  const { database } = store
  // All of a look is one transaction: the run, its alerts, and what is to be told of them.
  assert.equal(await look(first, 'insert into "alert_deliveries"'), 'SIGKILL')
  assert.deepEqual(await listAlerts(database, { limit: 10 }), [])
  assert.deepEqual(await database.queries.selectFrom('monitor_runs').selectAll().execute(), [])

  // The webhook has it, and nobody has written that down.
  assert.equal(await look(first, 'update "alert_deliveries".* delivered '), 'SIGKILL')
  assert.equal(heard.length, 1)
  assert.equal((await listAlerts(database, { limit: 10 })).length, 1)

  const later = [root, url, '2026-03-01T12:05:00Z']
  for (let again = 0; again < 2; again += 1) assert.equal(await look(later), 0)
  const ids = heard.map(({ headers }) => headers['x-swell-delivery-id'])
  assert.equal(ids.length, 2, 'it is told until it is known to be there, and then no more')
  assert.equal(ids[0], ids[1], 'who was told twice can tell')
  const alerts = await listAlerts(database, { limit: 10 })
  assert.deepEqual(
    alerts.map(({ state, isTold }) => [state, isTold]),
    [['firing', true]],
  )
})
