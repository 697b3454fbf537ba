import { systemClock } from '../../src/base/index.ts'
import { openSqliteDatabase } from '../../src/storage/index.ts'
import { sqlRunStore, startRun } from '../../src/tracking/index.ts'

/** Starts a run, says so, and keeps it open until it is killed. */
const database = await openSqliteDatabase(process.argv[2] ?? '', { now: systemClock })
const deps = { runs: sqlRunStore(database), now: systemClock }
await startRun(deps, { kind: 'training', name: 'held' })
process.stdout.write('started\n')
process.stdin.resume()
