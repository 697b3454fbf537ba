import type { Environment, Log, Progress, ResolvedSettings } from '../../base/index.ts'
import type { DeliveryId, DeliveryStore, RefusalReason } from '../../data/index.ts'
import type { AppendDeps } from './append-commit.ts'
import type { Commit } from './commit.ts'

export interface LoadDeps extends AppendDeps {
  readonly deliveries: DeliveryStore
  readonly settings: ResolvedSettings
  /** The project's folder: a relative source stands below it. */
  readonly root: string
  /** Where the secrets of sources are. */
  readonly environment?: Environment
  readonly log: Log
}

export interface LoadOptions {
  readonly runId?: string
  /** Reads again what was refused, after the code that reads it was mended. */
  readonly retryRefused?: boolean
  /** From when on; what was loaded of the time between is left out. */
  readonly since?: Date
  /** Until when, which is left out itself; now when it is not told. */
  readonly until?: Date
  /** Loads again what was loaded: only rows that are new or differ come in. */
  readonly backfill?: boolean
  /** How many parts are fetched at once. */
  readonly parallel?: number
  readonly signal?: AbortSignal
  readonly onProgress?: Progress
}

export interface GroupLoad {
  readonly group: string
  /** Of what the counted parts are: texts of a source, stretches of time, commits of other groups. */
  readonly parts: 'texts' | 'ranges' | 'commits'
  readonly commits: readonly Commit[]
  readonly acceptedCount: number
  readonly rowCount: number
  /** Rows that broke a check of severity `quarantine`: left out, and kept beside the commit. */
  readonly quarantinedCount: number
  readonly refused: readonly Refusal[]
  /** What broke a check of severity `warn` and came in all the same. */
  readonly warnings: readonly string[]
}

export interface Refusal {
  /** Absent for what is no text: a stretch of time is asked for again by the next load. */
  readonly delivery?: DeliveryId
  readonly name: string
  readonly reason: RefusalReason
}

/** What came of texts, or of a stretch of time, that were judged and committed together. */
export interface PartLoad {
  readonly commit: Commit | undefined
  readonly partCount: number
  readonly quarantinedCount: number
  readonly refused: readonly Refusal[]
  readonly warnings: readonly string[]
}
