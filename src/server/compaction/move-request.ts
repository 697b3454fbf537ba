import type { ResolvedSettings } from '../../base/index.ts'

/** What a process that moves journals is told to begin with. */
export interface MoveRequest {
  readonly root: string
  readonly settings: ResolvedSettings
  /** How far the project's clock is ahead of the machine's. */
  readonly aheadMs: number
}

/** What it says at its end; nothing is wrong where the problem is absent. */
export interface MoveReply {
  readonly problem?: string
}
