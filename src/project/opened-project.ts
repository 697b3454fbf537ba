import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Clock, Log, ResolvedSettings } from '../base/index.ts'
import { sqlDeliveryStore, type DeliveryStore } from '../data/index.ts'
import {
  sqlCommitStore,
  sqlTrainingSetStore,
  type CommitStore,
  type TrainingSetStore,
} from '../features/index.ts'
import { sqlModelStore, type ModelStore } from '../registry/index.ts'
import { fsBlobStore, openSqliteDatabase, type BlobStore, type Database } from '../storage/index.ts'
import { duckdbEngine, type TableEngine } from '../table/index.ts'
import {
  readCodeState,
  sqlLineageStore,
  sqlRunRecords,
  sqlRunStore,
  type CodeState,
  type LineageStore,
  type RunRecords,
  type RunStore,
} from '../tracking/index.ts'
import { codeFingerprint } from './code-fingerprint.ts'
import { projectErrors } from './errors.ts'
import type { Project } from './project-definition.ts'

/** A project with its state open: what every verb, step and face is given. */
export interface OpenedProject {
  readonly definition: Project
  /** The project's folder. */
  readonly root: string
  /** The folder of its state. */
  readonly state: string
  readonly settings: ResolvedSettings
  readonly database: Database
  readonly blobs: BlobStore
  readonly engine: TableEngine
  readonly runs: RunStore
  readonly records: RunRecords
  readonly lineage: LineageStore
  readonly deliveries: DeliveryStore
  readonly commits: CommitStore
  readonly trainingSets: TrainingSetStore
  readonly models: ModelStore
  readonly now: Clock
  readonly stopwatch: () => number
  readonly log: Log
  /** The project's code as it stands now; found out once. */
  readonly code: () => Promise<CodeState & { readonly fingerprint: string }>
  readonly close: () => Promise<void>
}

export interface OpenProjectOptions {
  readonly root: string
  readonly settings: ResolvedSettings
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly now: Clock
  readonly log: Log
}

/** Opens a project's state, which is made when it is not there. Throws `stateNotWritable`. */
export async function openProject(
  definition: Project,
  options: OpenProjectOptions,
): Promise<OpenedProject> {
  const { root, settings, now, log, environment } = options
  const state = resolve(root, environment['SWELL_STATE'] ?? '.swell')
  await mkdir(state, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw projectErrors.stateNotWritable({ folder: state, problem: error.message }, error)
  })
  const database = await openSqliteDatabase(join(state, 'metadata.sqlite'), { now })
  const engine = duckdbEngine()
  let code: Promise<CodeState & { readonly fingerprint: string }> | undefined
  return {
    definition,
    root,
    state,
    settings,
    database,
    blobs: fsBlobStore(join(state, 'blobs')),
    engine,
    runs: sqlRunStore(database),
    records: sqlRunRecords(database),
    lineage: sqlLineageStore(database),
    deliveries: sqlDeliveryStore(database),
    commits: sqlCommitStore(database),
    trainingSets: sqlTrainingSetStore(database),
    models: sqlModelStore({ database, now }),
    now,
    stopwatch: () => performance.now(),
    log,
    code: () => (code ??= readCode(root)),
    close: async () => {
      engine.close()
      await database.close()
    },
  }
}

async function readCode(root: string): Promise<CodeState & { readonly fingerprint: string }> {
  const [state, fingerprint] = await Promise.all([readCodeState({ root }), codeFingerprint(root)])
  return { ...state, fingerprint }
}
