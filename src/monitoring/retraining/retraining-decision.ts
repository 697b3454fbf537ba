import type { Branded } from '../../base/index.ts'
import type { Conclusion } from './decide.ts'
import type { RetrainingEvidence } from './retraining-evidence.ts'

export type DecisionId = Branded<'DecisionId'>

/**
 * `open`: it goes on, or was broken off. `proposed` waits for a person, `trying` for a canary. `declined` was a
 * proposal, as was `superseded` before another came; `abandoned` was broken off and did not fit any more.
 */
export type DecisionState =
  | 'open'
  | 'kept'
  | 'promoted'
  | 'proposed'
  | 'trying'
  | 'declined'
  | 'superseded'
  | 'rolled-back'
  | 'failed'
  | 'abandoned'

/** What was decided of a model, on what evidence. Only what waits changes: it is settled once. */
export interface RetrainingDecision {
  readonly id: DecisionId
  readonly model: string
  readonly policy: string
  readonly alias: string
  readonly state: DecisionState
  readonly startedAt: Date
  /** Undefined while it is open. */
  readonly decidedAt: Date | undefined
  readonly by: string
  /** A sentence: `kept 14 because 15 was not better (Δ mae 0.3 ± 0.5)`; empty while it is open. */
  readonly because: string
  readonly evidence: RetrainingEvidence
  /** Who accepted or declined what was proposed, or what became of the canary. */
  readonly settled: DecisionSettlement | undefined
  /** Counts the changes, so that of two at once one is told. */
  readonly revision: number
}

export interface DecisionSettlement {
  readonly at: Date
  readonly by: string
  readonly what: string
  /** Not the platform. */
  readonly isPerson: boolean
}

/** The state in which a conclusion leaves a decision. */
export function stateOf(conclusion: Exclude<Conclusion, 'not due'>): DecisionState {
  switch (conclusion) {
    case 'keep':
      return 'kept'
    case 'promote':
      return 'promoted'
    case 'propose':
      return 'proposed'
    case 'try':
      return 'trying'
    case 'fail':
      return 'failed'
  }
}

/** The version that was trained, if one was. */
export function candidateOf({
  evidence,
}: Pick<RetrainingDecision, 'evidence'>): number | undefined {
  const { candidate } = evidence
  return candidate !== undefined && 'version' in candidate ? candidate.version : undefined
}
