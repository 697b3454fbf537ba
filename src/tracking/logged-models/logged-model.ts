import type { Branded } from '../../base/index.ts'
import { trackingErrors } from '../errors.ts'
import type { ExperimentId, KeyValue } from '../experiments/experiment.ts'
import type { LoggedPoint } from '../experiments/metric-chunk.ts'

/** `m-` and 32 hexadecimal digits, as clients know them apart from registered names. */
export type LoggedModelId = Branded<'LoggedModelId'>

export const loggedModelStatuses = [
  'LOGGED_MODEL_PENDING',
  'LOGGED_MODEL_READY',
  'LOGGED_MODEL_UPLOAD_FAILED',
] as const
export type LoggedModelStatus = (typeof loggedModelStatuses)[number]

/** A model that a client of MLflow 3 has logged: a thing of its own, which a run may have made. */
export interface LoggedModel {
  readonly id: LoggedModelId
  readonly experimentId: ExperimentId
  readonly name: string
  readonly sourceRunId: string | undefined
  readonly modelType: string | undefined
  readonly status: LoggedModelStatus
  readonly statusMessage: string | undefined
  readonly artifactUri: string
  readonly createdMs: number
  readonly updatedMs: number
  readonly params: readonly KeyValue[]
  readonly tags: readonly KeyValue[]
  /** On each dataset in each run the newest point. */
  readonly metrics: readonly ModelPoint[]
}

export interface ModelPoint extends LoggedPoint {
  readonly runId: string
}

/** Throws `loggedValueWrong`. */
export function parseLoggedModelName(name: string): string {
  if (name !== '' && !/[/:.%"']/.test(name)) return name
  throw trackingErrors.loggedValueWrong({
    parameter: 'name',
    value: JSON.stringify(name.slice(0, 80)),
    problem: 'Model name must be a non-empty string, and may not contain / : . % " \'.',
  })
}
