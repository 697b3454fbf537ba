import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import { fixedClock } from '../../../src/base/index.ts'
import type { AddDatasetInput } from '../../../src/data/datasets/add-dataset.ts'
import {
  addDataset,
  dataPlaceOf,
  type DatasetDeps,
  type RemoteDeps,
} from '../../../src/data/index.ts'
import { fsBlobStore } from '../../../src/storage/index.ts'
import { noon, temporaryDatabase } from '../../storage/temporary-database.ts'
import { temporaryFolder } from '../../storage/temporary-folder.ts'

export interface DatasetsAtHand extends DatasetDeps, RemoteDeps {
  /** Writes a file of the project. */
  readonly write: (path: string, content: string | Uint8Array) => Promise<void>
  readonly read: (path: string) => Promise<string>
  readonly add: (path: string, more?: Partial<AddDatasetInput>) => ReturnType<typeof addDataset>
  readonly placeOf: (path: string) => ReturnType<typeof dataPlaceOf>
}

/** A project folder with a state of its own. */
export async function openDatasets(t: TestContext): Promise<DatasetsAtHand> {
  const root = await temporaryFolder(t)
  const state = join(root, '.swell')
  const deps: DatasetDeps = {
    root,
    state,
    database: await temporaryDatabase(t),
    blobs: fsBlobStore(join(state, 'blobs')),
    now: fixedClock(noon),
  }
  return {
    ...deps,
    environment: {},
    async write(path, content) {
      await mkdir(dirname(join(root, path)), { recursive: true })
      await writeFile(join(root, path), content)
    },
    read: (path) => readFile(join(root, path), 'utf8'),
    add: (path, more = {}) => addDataset(deps, { path, by: 'ada', ...more }),
    placeOf: (path) => dataPlaceOf(root, path),
  }
}

/** Larger than what is packed with others: it has a blob of its own. */
export const largeContent = 'high and low water, every ten minutes\n'.repeat(8000)
