import type { BlobStore } from '../../storage/index.ts'
import type { TableEngine } from '../../table/index.ts'
import type { Artifact, RecordMetric } from '../../tracking/index.ts'

/** A kind of output: what a step gives for it, and what of that is stored and handed on, as plain JSON. */
export interface OutputKind<in Given, out Stored> {
  readonly kind: 'json' | 'number' | 'table' | 'file' | 'figure' | 'model' | 'report'
  /** Resolves to what is handed on; throws where what was given is not of the kind. */
  readonly store: (given: Given, at: OutputPlace) => Promise<Stored>
}

/** Where an output is stored. */
export interface OutputPlace {
  readonly step: string
  /** Its name among the outputs of the step. */
  readonly output: string
  /** The step's own folder: a file that it gives lies in it. */
  readonly folder: string
  readonly blobs: BlobStore
  readonly engine: TableEngine
  readonly recordMetric: RecordMetric
  /** Shows a file with the run. */
  readonly recordArtifact: (artifact: Omit<Artifact, 'runId'>) => Promise<void>
}

/** Outputs by name; what a step gives for one is another than what is stored of it. */
export type OutputKinds = Readonly<Record<string, OutputKind<never, unknown>>>

/** What a step has to give. */
export type GivenOutputs<Kinds> = {
  readonly [Name in keyof Kinds]: Kinds[Name] extends OutputKind<infer Given, unknown>
    ? Given
    : never
}

/** What those that read from it get. */
export type StoredOutputs<Kinds> = {
  readonly [Name in keyof Kinds]: Kinds[Name] extends OutputKind<never, infer Stored>
    ? Stored
    : never
}
