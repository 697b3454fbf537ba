// Predicts the rows of argv[3] into argv[4] with the store below argv[2], and is killed at step argv[5] of its progress.
import { sqlModelStore } from '../../src/registry/index.ts'
import { predictMany, withFileSource } from '../../src/serving/index.ts'
import { storeAt } from '../features/feature-store.ts'
import { noon, surfHeight } from './served-surf.ts'

const [, , root = '', rows = '', out = '', last = ''] = process.argv
const store = await storeAt(root, () => noon)
let step = 0
const deps = { ...store, models: sqlModelStore(store), state: root }
await withFileSource(store.engine, surfHeight, { path: rows, name: 'rows.csv' }, (source) =>
  predictMany(deps, {
    model: surfHeight,
    source,
    version: 1,
    chosenBy: 'champion',
    out,
    pieceRows: 40,
    onProgress() {
      step += 1
      if (step === Number(last)) process.kill(process.pid, 'SIGKILL')
    },
  }),
)
await store.close()
