import { fixedClock } from '../../src/base/index.ts'
import { newRun, sqlRunRecords, sqlRunStore, type RunId } from '../../src/tracking/index.ts'
import { noon, temporaryDatabase } from '../storage/temporary-database.ts'
import { runRecordsContract } from './run-records.contract.ts'

runRecordsContract('sqlRunRecords', async (t) => {
  const database = await temporaryDatabase(t)
  const run = newRun({ kind: 'training', name: 'surf-height' }, fixedClock(noon)())
  const ids = ['run_1', 'run_2'] as RunId[]
  await sqlRunStore(database).insert(ids.map((id) => ({ ...run, id })))
  return sqlRunRecords(database)
})
