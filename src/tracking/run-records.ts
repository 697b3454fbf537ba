import type { Digest, LogLine } from '../base/index.ts'
import type { LoggedDataset } from './experiments/logged-run.ts'
import type { RunId } from './run.ts'

/** What a run writes down while it goes on. Passes `runRecordsContract`. */
export interface RunRecords {
  /** A value of the same name and step replaces the earlier one. */
  putMetrics(runId: RunId, points: readonly MetricPoint[]): Promise<void>

  /** By name and step. */
  listMetrics(runId: RunId): Promise<readonly MetricPoint[]>

  /** Of each run, the value of the last step of each metric. */
  listLatestMetrics(runIds: readonly RunId[]): Promise<ReadonlyMap<RunId, MetricValues>>

  /** Lines keep the order in which they are appended. */
  appendLines(runId: RunId, lines: readonly LogLine[]): Promise<void>

  listLines(runId: RunId, query?: LineQuery): Promise<readonly NumberedLine[]>

  /** One of the same name replaces the earlier one. */
  putArtifact(artifact: Artifact): Promise<void>

  /** Nothing happens where there is none. */
  removeArtifact(runId: RunId, name: string): Promise<void>

  /** What it has read: one of the same name and digest stays as it was. A run that was skipped has read nothing. */
  putDataset(runId: RunId, dataset: LoggedDataset): Promise<void>

  /** By name. */
  listArtifacts(runId: RunId): Promise<readonly Artifact[]>
}

export interface MetricPoint {
  readonly name: string
  readonly step: number
  readonly value: number
  readonly at: Date
}

export type MetricValues = Readonly<Record<string, number>>

export interface NumberedLine extends LogLine {
  /** From 1. */
  readonly lineNumber: number
}

export interface LineQuery {
  /** Only lines of higher number. */
  readonly after?: number
  /** 1000 if it is absent. */
  readonly limit?: number
}

export interface Artifact {
  readonly runId: RunId
  readonly name: string
  readonly digest: Digest
  readonly sizeBytes: number
  readonly mediaType: string
}
