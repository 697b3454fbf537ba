import type { Branded } from '../base/index.ts'
import type { ExaminationId } from './examination.ts'
import type { GateResult } from './gates/gate-result.ts'

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
  /** Rises with each move of any alias: who follows aliases asks for what came after the last one seen. */
  readonly sequence: number
  readonly model: string
  readonly alias: string
  readonly from: number | undefined
  /** Undefined where the alias was taken away. */
  readonly to: number | undefined
  readonly movedAt: Date
  readonly by: string
  readonly reason: string | undefined
  readonly gates: readonly GateResult[]
  readonly examinationId: ExaminationId | undefined
}

/** MLflow's rules: letters, digits, `_` and `-`, and nothing that would be read as a version. */
export function isAliasName(name: string): boolean {
  return /^[\w-]{1,255}$/.test(name) && !/^(?:latest|v\d+)$/i.test(name) && !/^\d+$/.test(name)
}
