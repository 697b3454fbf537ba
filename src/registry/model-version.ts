import type { Digest } from '../base/index.ts'
import type { ColumnType } from '../table/index.ts'
import type { Evaluation, MetricValues } from './evaluation.ts'

/** An immutable trained thing under a model's name. */
export interface ModelVersion {
  readonly model: string
  readonly version: number
  readonly createdAt: Date
  readonly runId: string | undefined
  /** Undefined where it was not trained here. */
  readonly trainingSetId: string | undefined
  /** Equal for versions that predict alike and are measured alike: of what was learned, not of when. */
  readonly contentDigest: Digest
  /** The files of the version by name: `model.onnx`, `fitted.json`, … */
  readonly files: Readonly<Record<string, Digest>>
  /** On the held-out rows. */
  readonly evaluation: Evaluation
  /** The same metrics of naive models on the same rows. */
  readonly baselines: Readonly<Record<string, MetricValues>>
  readonly signature: Signature
  readonly details: VersionDetails
}

/** What goes in and what comes out. */
export interface Signature {
  readonly inputs: readonly SignatureColumn[]
  readonly output: SignatureColumn
}

export interface SignatureColumn {
  readonly name: string
  readonly type: ColumnType
  readonly unit?: string
  readonly description?: string
}

export interface VersionDetails {
  /** What learned it, for people: `boosted trees, 300 trees`. */
  readonly learner: string
  /** Median time of one prediction by the compiled function. */
  readonly predictionMs: number
  /** Largest difference between the compiled function and the ONNX graph on held-out rows. */
  readonly parity: number
  readonly importance: readonly { readonly feature: string; readonly importance: number }[]
  readonly sizeBytes: number
  /** Who has learned it, where it was taken in: `skl2onnx 1.20.0`. */
  readonly importedFrom?: string
  /** The numbers of the classes that its graph tells apart, where only the graph is left; from 0 on if absent. */
  readonly classes?: readonly number[]
  /** Set where it learned again from all rows, after one that learned from the training rows was measured. */
  readonly refitRows?: number
}
