import { appendRelations } from '../../../src/features/index.ts'
import { storeAt } from '../feature-store.ts'
import { heights } from './heights.ts'
import { makeParts } from './make-parts.ts'

/** Makes commits up to before the third transaction, or within it, says so, and stands still there. */
const [root = '', moment = ''] = process.argv.slice(2)
const store = await storeAt(root)
let transactionCount = 0

function stand(): void {
  process.stdout.write('standing\n')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

const { database } = store
const deps = {
  ...store,
  database: {
    ...database,
    transaction: <Result>(use: Parameters<typeof database.transaction<Result>>[0]) => {
      transactionCount += 1
      if (transactionCount === 3 && moment === 'before') stand()
      return database.transaction(async (session) => {
        const result = await use(session)
        if (transactionCount === 3) stand()
        return result
      })
    },
  },
}
const about = { kind: 'append', runId: undefined, checks: [] } as const
await appendRelations(deps, heights, await makeParts(store, 5), about)
