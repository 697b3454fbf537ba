import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { silentLog } from '../../src/base/index.ts'
import { appendRelation } from '../../src/features/index.ts'
import { listAlerts } from '../../src/monitoring/index.ts'
import {
  alertRowsApart,
  keepMonitoring,
  loadProject,
  lookApart,
  openProject,
} from '../../src/project/index.ts'
import { sql } from '../../src/table/index.ts'
import { temporaryProject } from './temporary-project.ts'

const door = (area: string) =>
  pathToFileURL(join(import.meta.dirname, '../../src', area, 'index.ts')).href

const config = `
import { defineProject } from '${door('project')}'
import { defineGroup } from '${door('features')}'
import { atMost, defineMonitor, tumbling } from '${door('monitoring')}'
import { float, text, timestamp } from '${door('table')}'
const levels = defineGroup({
  name: 'levels', key: ['port'], time: 'at',
  columns: { port: text(), at: timestamp(), height: float() },
})
const rows = defineMonitor({
  name: 'levels', watch: { group: levels }, window: tumbling('1d'),
  every: '0 0 1 1 *', rules: [atMost('largest of height', 5)],
})
export const project = defineProject({ name: 'tides', groups: [levels], monitors: [rows] })
`

test('what a person asks of monitors is answered by the process that looks after them', async (t) => {
  const root = await temporaryProject(t, { 'swell.config.ts': config })
  const definition = await loadProject(root)
  const now = () => new Date('2026-03-02T12:00:00Z')
  const options = { root, settings: {}, environment: process.env, log: silentLog, now }
  const project = await openProject(definition, options)
  t.after(project.close)
  const [levels] = definition.groups
  assert.ok(levels)
  await project.engine.run(sql`
    create table read as select 'galway' as port, 3.0 + 4 * i as height,
      '2026-03-01'::timestamp + to_hours(i::integer) as "at", '2026-03-01'::timestamp as _known_at,
      'made' as _delivery from range(2) as made(i)`)
  await appendRelation(project, levels, 'read', { kind: 'append', runId: undefined, checks: [] })

  const ending = new AbortController()
  t.after(() => ending.abort())
  const kept = keepMonitoring(project, { signal: ending.signal, log: silentLog })
  // Whoever measured here would have nothing to measure with.
  const blind = { ...project, engine: { ...project.engine, rows: refuse, typedBatches: refuse } }
  const asked = { kind: 'now' } as const
  const [run] = await lookApart(blind, { kind: 'look', monitor: 'levels', asked })
  assert.equal(run?.state, 'warning')
  assert.equal(run.until.toISOString(), '2026-03-02T00:00:00.000Z')
  const [measured] = await lookApart(blind, { kind: 'measure', monitor: 'levels', asked })
  assert.deepEqual(measured?.values, run.values)
  const [alert] = await listAlerts(project.database, { limit: 1 })
  const found = await alertRowsApart(blind, alert?.id ?? '')
  assert.deepEqual(
    found.map(({ height }) => Number(height)).toSorted((a, b) => a - b),
    [3, 7],
  )
  await assert.rejects(lookApart(blind, { kind: 'look', monitor: 'levls', asked }), {
    code: 'monitoring.monitorNotFound',
  })
  ending.abort()
  await kept
  // Nobody looks apart any more.
  const [again] = await lookApart(project, { kind: 'look', monitor: 'levels', asked })
  assert.equal(again?.id, run.id)
})

function refuse(): never {
  throw new Error('it was measured in the process that has others to answer')
}
