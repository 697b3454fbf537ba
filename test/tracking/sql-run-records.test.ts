import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fixedClock } from '../../src/base/index.ts'
import {
  newRun,
  sqlLoggedRunStore,
  sqlRunRecords,
  sqlRunStore,
  type RunId,
} from '../../src/tracking/index.ts'
import { noon, temporaryDatabase } from '../storage/temporary-database.ts'
import { runRecordsContract } from './run-records.contract.ts'

runRecordsContract('sqlRunRecords', async (t) => {
  const database = await temporaryDatabase(t)
  const run = newRun({ kind: 'training', name: 'surf-height' }, fixedClock(noon)())
  const ids = ['run_1', 'run_2'] as RunId[]
  await sqlRunStore(database).insert(ids.map((id) => ({ ...run, id })))
  return sqlRunRecords(database)
})

test('what a run of the platform has read finds it; a run that no search finds has read nothing', async (t) => {
  const database = await temporaryDatabase(t)
  const now = fixedClock(noon)
  const run = newRun({ kind: 'training', name: 'surf-height' }, now())
  await sqlRunStore(database).insert([run])
  const records = sqlRunRecords(database)
  const dataset = { name: 'surf', digest: 'd1', sourceType: 'groundswell', source: '{}', tags: [] }
  await records.putDataset(run.id, dataset)
  await records.putDataset(run.id, dataset)
  await records.putDataset('run_skipped' as RunId, dataset)
  const { items } = await sqlLoggedRunStore({ session: database, now }).search({
    filter: "datasets.name = 'surf'",
    orderBy: [],
    lifecycles: ['active'],
    limit: 10,
    offset: 0,
  })
  assert.deepEqual(
    items.map(({ id, datasets }) => [id, datasets]),
    [[run.id, [dataset]]],
  )
})
