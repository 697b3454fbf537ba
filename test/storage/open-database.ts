import { systemClock } from '../../src/base/index.ts'
import { openSqliteDatabase } from '../../src/storage/index.ts'

const database = await openSqliteDatabase(process.argv[2] ?? '', { now: systemClock })
await database.close()
