import type { Branded } from '../base/index.ts'
import type { GateResult } from './gate.ts'

export type AliasMoveId = Branded<'AliasMoveId'>

/** A movable pointer to a version. */
export interface Alias {
  readonly model: string
  readonly alias: string
  readonly version: number
  readonly movedAt: Date
  /** Counts the moves, so that of two at once one is told. */
  readonly revision: number
}

/** One move of an alias: who, when, why, and what the gates found. Never changed, never deleted. */
export interface AliasMove {
  readonly id: AliasMoveId
  readonly model: string
  readonly alias: string
  readonly from: number | undefined
  readonly to: number
  readonly movedAt: Date
  readonly by: string
  readonly reason: string | undefined
  readonly gates: readonly GateResult[]
}
