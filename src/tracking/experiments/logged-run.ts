import type { Branded } from '../../base/index.ts'
import type { ExperimentId, KeyValue, Lifecycle } from './experiment.ts'
import type { LoggedPoint, PointOrigin } from './metric-chunk.ts'

export type LoggedRunId = Branded<'LoggedRunId'>

export const loggedRunStatuses = ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'] as const
export type LoggedRunStatus = (typeof loggedRunStatuses)[number]

/** The tag that always holds a run's name. */
export const runNameTag = 'mlflow.runName'

/**
 * A run of a program that tells us of it, as MLflow's clients do. It belongs to the program: it may be
 * taken up again after its end, and its moments are what the program says.
 */
export interface LoggedRun {
  readonly id: LoggedRunId
  readonly experimentId: ExperimentId
  readonly name: string
  readonly userName: string
  readonly status: LoggedRunStatus
  readonly startMs: number | undefined
  readonly endMs: number | undefined
  readonly artifactUri: string
  readonly lifecycle: Lifecycle
  /** Of each metric the last point. */
  readonly metrics: readonly LoggedPoint[]
  readonly params: readonly KeyValue[]
  readonly tags: readonly KeyValue[]
  readonly datasets: readonly LoggedDataset[]
  readonly inputModels: readonly RunModel[]
  readonly outputModels: readonly RunModel[]
}

/** A dataset that a run has read, as the program describes it. */
export interface LoggedDataset {
  readonly name: string
  readonly digest: string
  readonly sourceType: string
  readonly source: string
  readonly schema?: string
  readonly profile?: string
  /** Such as `mlflow.data.context`: training, evaluation. */
  readonly tags: readonly KeyValue[]
}

export interface RunModel {
  readonly modelId: string
  readonly step: number
}

export interface LoggedBatch {
  readonly metrics?: readonly LoggedPoint[]
  readonly params?: readonly KeyValue[]
  readonly tags?: readonly KeyValue[]
}

export type { LoggedPoint, PointOrigin }
