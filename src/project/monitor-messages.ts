import type { LogLevel, ResolvedSettings } from '../base/index.ts'
import type { AskedOnce, FullMonitorRun } from '../monitoring/index.ts'
import type { EngineRow } from '../table/index.ts'
import type { TextError } from './processes/worker-messages.ts'

/** What a process that monitors is told to begin with. */
export interface MonitorRequest {
  readonly type: 'watch'
  readonly root: string
  readonly settings: ResolvedSettings
  /** How far the project's clock is ahead of the machine's. */
  readonly aheadMs: number
  readonly lookEveryMs: number
}

/** To look at once: what is found is kept, or measured only. */
export interface LookAsked {
  readonly kind: 'look' | 'measure'
  readonly monitor: string
  readonly asked: AskedOnce
}

/** What a person asks of it meanwhile: to look, or for the rows that tell most of an alert. */
export type MonitorQuestion = LookAsked | { readonly kind: 'rows'; readonly alert: string }

export type MonitorAnswer = readonly FullMonitorRun[] | readonly EngineRow[]

export type MonitorMessage =
  MonitorRequest | { readonly type: 'ask'; readonly id: number; readonly question: MonitorQuestion }

/** What it says: to the log of whoever has begun it, and to who has asked. */
export type MonitorNews =
  | { readonly type: 'log'; readonly level: LogLevel; readonly text: string }
  | { readonly type: 'answered'; readonly id: number; readonly answer: MonitorAnswer }
  | { readonly type: 'refused'; readonly id: number; readonly error: TextError }
