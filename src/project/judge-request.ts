import type { ResolvedSettings } from '../base/index.ts'
import type { Judgement } from '../registry/index.ts'

/** What the process is sent: one question. */
export interface JudgeRequest {
  readonly root: string
  readonly settings: ResolvedSettings
  readonly now: Date
  readonly model: string
  readonly version: number
  readonly alias: string
}

/** What it answers. */
export type JudgeReply =
  | { readonly kind: 'judged'; readonly judgement: Judgement }
  | { readonly kind: 'failed'; readonly problem: string }
