import { join, resolve } from 'node:path'
import { userInfo } from 'node:os'
import { parseDuration, systemClock, type Duration } from '../base/index.ts'
import { fsBlobStore, openSqliteDatabase } from '../storage/index.ts'
import {
  recoverTrackedRuns,
  trackWork,
  type PartOptions,
  type TrackDeps,
  type TrackedRun,
} from '../tracking/index.ts'
import { findProjectRoot } from './load-project.ts'

export interface TrackOptions extends Omit<PartOptions, 'systemEveryMs'> {
  /** A name for runs that belong together; made where there is none. */
  readonly experiment?: string
  /** The id of a run to go on with, also from another process at the same time. */
  readonly resume?: string
  /** The id of the run that it lies below; that of the step, in a program that a step has started. */
  readonly parent?: string
  /** How often processor, memory, disk and graphics cards are looked at: 10s unless told; false for never. */
  readonly system?: Duration | false
  /** The project's folder, or one below it; the working folder if it is absent. */
  readonly folder?: string
}

/**
 * Does work as a run of the project that the working folder belongs to, and gives what the work gives. What is logged
 * outlives the process, also one that is killed. Throws `project.configNotFound`, and what the work throws.
 */
export async function track<Result>(
  options: TrackOptions,
  work: (run: TrackedRun) => Promise<Result> | Result,
): Promise<Result> {
  const { folder = process.cwd(), system = '10s', ...start } = options
  const parent = start.parent ?? process.env['SWELL_RUN']
  const deps = await openTracking(findProjectRoot(folder))
  try {
    await recoverTrackedRuns(deps, deps.folder)
    return await trackWork(
      deps,
      {
        ...start,
        systemEveryMs: system === false ? false : parseDuration(system),
        ...(parent === undefined ? {} : { parent }),
      },
      work,
    )
  } finally {
    await deps.database.close()
  }
}

async function openTracking(root: string): Promise<TrackDeps> {
  const state = resolve(root, process.env['SWELL_STATE'] ?? '.swell')
  const now = systemClock
  return {
    database: await openSqliteDatabase(join(state, 'metadata.sqlite'), { now }),
    blobs: fsBlobStore(join(state, 'blobs')),
    folder: trackingFolder(state),
    now,
    root,
    userName: userInfo().username,
  }
}

/** Where the journals of tracked runs lie. */
export function trackingFolder(state: string): string {
  return join(state, 'tracking')
}
