import type { ResolvedSettings } from '../base/index.ts'
import type { EvaluationReport, Judgement } from '../registry/index.ts'

/** What the process is sent: one question. */
export interface JudgeRequest {
  readonly root: string
  readonly settings: ResolvedSettings
  readonly now: Date
  readonly model: string
  readonly version: number
  readonly alias: string
  /** Whether the gates are asked, or all is measured that a report tells. */
  readonly asks: 'gates' | 'report'
}

/** What it answers. */
export type JudgeReply =
  | { readonly kind: 'judged'; readonly judgement: Judgement }
  | { readonly kind: 'reported'; readonly report: EvaluationReport }
  | { readonly kind: 'failed'; readonly problem: string }
