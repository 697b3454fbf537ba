import type { Duration } from '../base/index.ts'

/** What a service keeps of what it answers. */
export interface ServiceLog {
  /** The share of the requests whose predictions are kept; all if it is absent. */
  readonly sample?: number
  /** Features and fields of requests whose values are not kept. */
  readonly redact?: readonly string[]
  /** Answers as soon as it can, and keeps afterwards: what was answered just before a kill may be lost. */
  readonly relaxed?: true
  /** How long predictions are kept, by the moment that they are for; for ever if it is absent. */
  readonly keep?: Duration
}
