import type { Branded } from '../base/index.ts'
import type { GateResult } from './gates/gate-result.ts'

export type ExaminationId = Branded<'ExaminationId'>

/** What the gates have found of a version at one time. Never changed, never deleted. */
export interface Examination {
  readonly id: ExaminationId
  readonly model: string
  readonly version: number
  /** The alias that it was to take. */
  readonly alias: string
  /** The version that the alias pointed to then: the one that it was measured beside. */
  readonly against: number | undefined
  readonly examinedAt: Date
  readonly by: string
  readonly tookMs: number
  readonly held: boolean
  readonly results: readonly GateResult[]
}

/** What gates have found, and the version that the alias pointed to when they were asked. */
export interface Judgement {
  readonly against: number | undefined
  readonly results: readonly GateResult[]
}
