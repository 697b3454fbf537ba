import { join } from 'node:path'
import { systemClock } from '../../../src/base/index.ts'
import { compactGroup, upsertRows } from '../../../src/features/index.ts'
import { fsBlobStore, openSqliteDatabase } from '../../../src/storage/index.ts'
import { duckdbEngine } from '../../../src/table/index.ts'
import { heights } from './heights.ts'

/** Changes a group up to before its transaction, or within it, says so, and stands still there. */
const [root = '', work = '', moment = ''] = process.argv.slice(2)
const now = systemClock
const database = await openSqliteDatabase(join(root, 'metadata.sqlite'), { now })

function stand(): void {
  process.stdout.write('standing\n')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

const deps = {
  database: {
    ...database,
    transaction: <Result>(use: Parameters<typeof database.transaction<Result>>[0]) => {
      if (moment === 'before') stand()
      return database.transaction(async (session) => {
        const result = await use(session)
        stand()
        return result
      })
    },
  },
  now,
  engine: duckdbEngine({ threads: 1 }),
  blobs: fsBlobStore(join(root, 'blobs')),
}
if (work === 'compact') await compactGroup(deps, heights)
else await upsertRows(deps, heights, [{ port: 'new', at: new Date('2026-03-01'), height: 1 }])
