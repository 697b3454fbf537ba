// Run by tests in a process of its own: <root> add | push | pull | gc | checkout <version>
import { join } from 'node:path'
import { systemClock } from '../../../src/base/index.ts'
import {
  addDataset,
  checkoutDataset,
  collectGarbage,
  dataPlaceOf,
  getDatasetVersion,
  openRemote,
  pullDatasets,
  pushDatasets,
} from '../../../src/data/index.ts'
import { fsBlobStore, openSqliteDatabase } from '../../../src/storage/index.ts'

const [root = '', verb = '', version = ''] = process.argv.slice(2)
const state = join(root, '.swell')
const now = systemClock
const database = await openSqliteDatabase(join(state, 'metadata.sqlite'), { now })
const deps = { root, state, database, blobs: fsBlobStore(join(state, 'blobs')), now }
process.stdout.write('working\n')
if (verb === 'add') {
  await addDataset(deps, { path: 'tides', by: 'ada' })
} else if (verb === 'push') {
  await pushDatasets(deps, await openRemote({ ...deps, environment: process.env }))
} else if (verb === 'pull') {
  const remote = await openRemote({ ...deps, environment: process.env })
  await pullDatasets(deps, remote, { by: 'bob', all: true })
} else if (verb === 'gc') {
  await collectGarbage(deps, { dryRun: false, olderThanMs: -60_000 })
} else {
  const wanted = await getDatasetVersion(deps, { dataset: 'tides', version })
  await checkoutDataset(deps, dataPlaceOf(root, 'tides'), wanted)
}
await database.close()
