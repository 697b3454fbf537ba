import { join } from 'node:path'
import { silentLog, systemClock } from '../../../src/base/index.ts'
import { sqlDeliveryStore } from '../../../src/data/index.ts'
import { loadGroup, sqlCommitStore } from '../../../src/features/index.ts'
import { fsBlobStore, openSqliteDatabase } from '../../../src/storage/index.ts'
import { duckdbEngine } from '../../../src/table/index.ts'
import { levels } from '../levels.ts'

/** Loads the group, says when it has begun to read, and stands still there until it is killed. */
const [root = ''] = process.argv.slice(2)
const now = systemClock
const database = await openSqliteDatabase(join(root, 'metadata.sqlite'), { now })
const deps = {
  root,
  database,
  now,
  log: silentLog,
  settings: {},
  engine: duckdbEngine({ threads: 1 }),
  blobs: fsBlobStore(join(root, 'blobs')),
  deliveries: sqlDeliveryStore(database),
  commits: sqlCommitStore(database),
}
await loadGroup(deps, {
  ...levels,
  read: () => {
    process.stdout.write('reading\n')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
    return { rows: [] }
  },
})
