import type { KeyValue, Lifecycle } from '../experiments/experiment.ts'
import type { LoggedDataset, LoggedPoint, LoggedRunStatus } from '../experiments/logged-run.ts'

/** Runs of another store, one after the other. */
export interface ForeignStore {
  /** What it is, for people: `the MLflow server at …`. */
  readonly name: string
  runs(): AsyncIterable<ForeignRun>
  /** The versions of its registry, those of a model in the order of their numbers. */
  versions(): AsyncIterable<ForeignVersion>
}

/** A version of a registered model as another store has it. */
export interface ForeignVersion {
  readonly model: ForeignModel
  readonly version: number
  readonly createdMs: number
  readonly description: string
  readonly tags: readonly KeyValue[]
  /** `None`, `Staging`, `Production` or `Archived`. */
  readonly stage: string
  readonly aliases: readonly string[]
  readonly runId: string
  /** Where its files came from, as the store says it. */
  readonly source: string
  readonly files: readonly ForeignFile[]
}

export interface ForeignModel {
  readonly name: string
  readonly description: string
  readonly tags: readonly KeyValue[]
}

export interface ForeignExperiment {
  readonly name: string
  readonly lifecycle: Lifecycle
  readonly tags: readonly KeyValue[]
}

/** A run as another store has it, with all that was logged. */
export interface ForeignRun {
  readonly id: string
  readonly experiment: ForeignExperiment
  readonly name: string
  readonly userName: string
  readonly status: LoggedRunStatus
  readonly startMs: number | undefined
  readonly endMs: number | undefined
  readonly lifecycle: Lifecycle
  readonly params: readonly KeyValue[]
  readonly tags: readonly KeyValue[]
  readonly points: readonly LoggedPoint[]
  readonly datasets: readonly LoggedDataset[]
  readonly files: readonly ForeignFile[]
}

export interface ForeignFile {
  /** Below the run's own folder. */
  readonly path: string
  /** Writes it to a local path. */
  readonly copyTo: (path: string) => Promise<void>
}

/** A status by its name, or by its number in MLflow's files. */
export function toRunStatus(status: unknown): LoggedRunStatus {
  const names = ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'] as const
  const found =
    typeof status === 'number' ? names[status - 1] : names.find((name) => name === status)
  return found ?? 'FINISHED'
}

export function toLifecycle(stage: unknown): Lifecycle {
  return stage === 'deleted' ? 'deleted' : 'active'
}

/** A dataset as MLflow writes one down, in a file or in an answer. */
export function toLoggedDataset(
  dataset: Readonly<Record<string, unknown>>,
  tags: readonly KeyValue[],
): LoggedDataset {
  const { schema, profile } = dataset
  return {
    name: toText(dataset['name']),
    digest: toText(dataset['digest']),
    sourceType: toText(dataset['source_type']),
    source: toText(dataset['source']),
    ...(schema === undefined ? {} : { schema: toText(schema) }),
    ...(profile === undefined ? {} : { profile: toText(profile) }),
    tags,
  }
}

/** What stands for a text; nothing where there is none. */
export function toText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
