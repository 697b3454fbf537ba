import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  checkRows,
  inRange,
  insertCheckReport,
  sqlCheckReportStore,
  type CheckReport,
  type CheckSubject,
} from '../../../src/data/index.ts'
import { duckdbEngine, float, ident } from '../../../src/table/index.ts'
import { sqlRunStore, startRun } from '../../../src/tracking/index.ts'
import { noon, temporaryDatabase } from '../../storage/temporary-database.ts'

const columns = { height: float() }

async function judge(...heights: readonly number[]): Promise<CheckReport> {
  const engine = duckdbEngine({ threads: 1 })
  try {
    return await engine.withRows(
      columns,
      heights.map((height) => ({ height })),
      (table) =>
        checkRows(engine, ident(table), {
          table: 'levels',
          columns,
          checks: [inRange('height', { max: 10 })],
          now: noon,
        }),
    )
  } finally {
    engine.close()
  }
}

const levels: CheckSubject = { kind: 'group', name: 'levels', state: 'com_1' }

test('a report is kept with what it judged, and given back whole', async (t) => {
  const database = await temporaryDatabase(t)
  const report = await judge(1, 99)
  const id = await insertCheckReport(database, report, { subject: levels, judgedAt: noon })
  assert.deepEqual(await sqlCheckReportStore(database).find(id), {
    id,
    subject: levels,
    judgedAt: noon,
    ...report,
  })
  assert.equal(await sqlCheckReportStore(database).find('chk_none'), undefined)
})

test('reports are listed newest first: of one thing, of a run and its steps', async (t) => {
  const database = await temporaryDatabase(t)
  const deps = { runs: sqlRunStore(database), now: () => noon }
  const given = { settings: {}, code: {}, inputs: {} }
  const run = await startRun(deps, { kind: 'pipeline', name: 'daily', ...given })
  const step = await startRun(deps, { kind: 'step', name: 'check', parentId: run.id, ...given })
  const report = await judge(1)
  const later = (ms: number) => new Date(noon.getTime() + ms)
  const tides: CheckSubject = { kind: 'dataset', name: 'tides', state: '1' }
  const first = await insertCheckReport(database, report, { subject: levels, judgedAt: noon })
  const other = await insertCheckReport(database, report, { subject: tides, judgedAt: later(1) })
  const last = await insertCheckReport(database, report, {
    subject: levels,
    judgedAt: later(2),
    runId: step.id,
  })
  const store = sqlCheckReportStore(database)
  const idsOf = async (filter: Omit<Parameters<typeof store.list>[0], 'limit'>) =>
    (await store.list({ limit: 10, ...filter })).map(({ id }) => id)
  assert.deepEqual(await idsOf({}), [last, other, first])
  assert.deepEqual(await idsOf({ kind: 'group', name: 'levels' }), [last, first])
  assert.deepEqual(await idsOf({ runId: run.id }), [last])
  assert.deepEqual(await idsOf({ runId: step.id }), [last])
  const newest = await store.newest('group')
  assert.deepEqual(
    [...newest].map(([name, { id }]) => [name, id]),
    [['levels', last]],
  )
})

test('of very many rows that break a check the first twenty are kept', async (t) => {
  const database = await temporaryDatabase(t)
  const report = await judge(99)
  const [result] = report.results
  const [row] = result?.rows ?? []
  assert.ok(result && row)
  const many = { ...report, results: [{ ...result, rows: Array.from({ length: 50 }, () => row) }] }
  const id = await insertCheckReport(database, many, { subject: levels, judgedAt: noon })
  const kept = await sqlCheckReportStore(database).find(id)
  assert.deepEqual(
    kept?.results.map(({ rows }) => rows.length),
    [20],
  )
})
