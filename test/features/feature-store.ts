import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fixedClock, silentLog, type Clock } from '../../src/base/index.ts'
import { sqlDeliveryStore } from '../../src/data/index.ts'
import {
  sqlCommitStore,
  sqlTrainingSetStore,
  type LoadDeps,
  type FreezeDeps,
} from '../../src/features/index.ts'
import { fsBlobStore, openSqliteDatabase } from '../../src/storage/index.ts'
import { duckdbEngine } from '../../src/table/index.ts'

export const noon = new Date('2026-03-01T12:00:00Z')

/** A feature store in a temporary folder, on real engines. */
export async function temporaryStore(now: Clock = fixedClock(noon)): Promise<FeatureStore> {
  return storeAt(await mkdtemp(join(tmpdir(), 'groundswell-features-')), now)
}

export type FeatureStore = LoadDeps & FreezeDeps & { readonly close: () => Promise<void> }

export async function storeAt(root: string, now: Clock = fixedClock(noon)): Promise<FeatureStore> {
  const database = await openSqliteDatabase(join(root, 'metadata.sqlite'), { now })
  const engine = duckdbEngine({ threads: 1 })
  return {
    root,
    database,
    engine,
    now,
    log: silentLog,
    settings: {},
    blobs: fsBlobStore(join(root, 'blobs')),
    deliveries: sqlDeliveryStore(database),
    commits: sqlCommitStore(database),
    trainingSets: sqlTrainingSetStore(database),
    close: async () => {
      engine.close()
      await database.close()
    },
  }
}
