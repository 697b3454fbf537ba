import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { messageOf, type Clock, type Log, type ResolvedSettings } from '../base/index.ts'
import { sqlDeliveryStore } from '../data/index.ts'
import { sqlCommitStore, sqlTrainingSetStore } from '../features/index.ts'
import { allSteps, type StepProcesses } from '../pipelines/index.ts'
import { sqlModelStore } from '../registry/index.ts'
import { fsBlobStore, openSqliteDatabase } from '../storage/index.ts'
import { duckdbEngine } from '../table/index.ts'
import {
  readCodeState,
  sqlLineageStore,
  sqlRunRecords,
  sqlRunStore,
  type CodeState,
} from '../tracking/index.ts'
import { projectErrors } from './errors.ts'
import { onlineRowsOf } from './online-rows-of.ts'
import { readProjectCode, type ProjectCode } from './project-code.ts'
import type { Project } from './project-definition.ts'
import { workerPool } from './processes/worker-pool.ts'
import type { ProjectPorts } from './project-ports.ts'
import { readersOf } from './readers-of.ts'

/** A project with its state open: what every face is given. */
export interface OpenedProject extends ProjectPorts {
  readonly definition: Project
  readonly processes: StepProcesses
}

export interface OpenProjectOptions {
  readonly root: string
  readonly settings: ResolvedSettings
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly now: Clock
  readonly log: Log
  /** Who opens it: what is changed tells of it. */
  readonly user?: string
}

/** Opens a project's state, which is made when it is not there. Throws `stateNotWritable`. */
export async function openProject(
  definition: Project,
  options: OpenProjectOptions,
): Promise<OpenedProject> {
  const { root, settings, now, log, environment, user } = options
  const state = resolve(root, environment['SWELL_STATE'] ?? '.swell')
  await mkdir(state, { recursive: true }).catch((error: unknown) => {
    throw projectErrors.stateNotWritable({ folder: state, problem: messageOf(error) }, error)
  })
  const database = await openSqliteDatabase(join(state, 'metadata.sqlite'), { now })
  const commits = sqlCommitStore(database)
  const online = onlineRowsOf(definition, { state, settings, environment, commits })
  const engine = duckdbEngine()
  const memory = join(state, 'cache', 'code.json')
  const steps = definition.pipelines.flatMap((pipeline) => allSteps(pipeline.steps))
  let read: Promise<ProjectCode> | undefined
  const readCode = () => (read ??= readProjectCode(root, { steps, memory }))
  let code: Promise<CodeState & { readonly fingerprint: string }> | undefined
  const processes = workerPool({
    root,
    state,
    environment,
    now,
    isCurrent: async () => (await readCode()).isCurrent(),
  })
  return {
    definition,
    processes,
    root,
    state,
    settings,
    environment,
    database,
    blobs: fsBlobStore(join(state, 'blobs')),
    engine,
    runs: sqlRunStore(database),
    records: sqlRunRecords(database),
    lineage: sqlLineageStore(database),
    deliveries: sqlDeliveryStore(database),
    commits,
    online,
    trainingSets: sqlTrainingSetStore(database),
    models: sqlModelStore({ database, now }),
    now,
    stopwatch: () => performance.now(),
    log,
    code: () => (code ??= codeOf(root, readCode())),
    stepCode: async () => (await readCode()).steps,
    services: definition.services,
    readersOf: (group) => readersOf(definition, group),
    ...(user === undefined ? {} : { user }),
    close: async () => {
      await processes.close()
      await online.close()
      engine.close()
      await database.close()
    },
  }
}

async function codeOf(
  root: string,
  read: Promise<ProjectCode>,
): Promise<CodeState & { readonly fingerprint: string }> {
  const [state, { fingerprint }] = await Promise.all([readCodeState({ root }), read])
  return { ...state, fingerprint }
}
