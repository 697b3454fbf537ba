import type { Branded } from '../../base/index.ts'
import { trackingErrors } from '../errors.ts'

/** A number in decimal, as MLflow writes it. */
export type ExperimentId = Branded<'ExperimentId'>

/** What is deleted can be restored. */
export type Lifecycle = 'active' | 'deleted'

/** A name for runs that belong together. */
export interface Experiment {
  readonly id: ExperimentId
  readonly name: string
  /** Where the files of its runs are: `mlflow-artifacts:/1` */
  readonly artifactLocation: string
  readonly lifecycle: Lifecycle
  readonly createdMs: number
  readonly updatedMs: number
  readonly tags: readonly KeyValue[]
}

export interface KeyValue {
  readonly key: string
  readonly value: string
}

/** There is always one of this number, for runs that name none. */
export const defaultExperiment = { number: 0, name: 'Default' } as const

export const longestExperimentName = 500

/** Throws `loggedValueMissing` or `loggedValueWrong`. */
export function parseExperimentName(name: string): string {
  if (name === '') throw trackingErrors.loggedValueMissing({ parameter: 'name' })
  if (name.length <= longestExperimentName) return name
  throw trackingErrors.loggedValueWrong({
    parameter: 'name',
    value: `${JSON.stringify(name.slice(0, 40))}…`,
    problem: `'name' exceeds the maximum length of ${longestExperimentName} characters`,
  })
}

/** Throws `experimentNotFound` for what can't be one's number. */
export function toExperimentNumber(id: string): number {
  const number = /^\d{1,15}$/.test(id) ? Number(id) : Number.NaN
  if (Number.isSafeInteger(number)) return number
  throw trackingErrors.experimentNotFound({ id })
}
