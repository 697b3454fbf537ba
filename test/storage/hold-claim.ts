import { systemClock } from '../../src/base/index.ts'
import { openSqliteDatabase, takeClaim } from '../../src/storage/index.ts'

/** Claims a name, says so, and holds it until it is killed. */
const [path = '', name = ''] = process.argv.slice(2)
const database = await openSqliteDatabase(path, { now: systemClock })
await takeClaim({ database, now: systemClock }, name)
process.stdout.write('held\n')
process.stdin.resume()
