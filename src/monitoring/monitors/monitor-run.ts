import type { Branded } from '../../base/index.ts'
import type { DriftReport } from '../drift/drift-report.ts'
import type { AlertSeverity } from './rule.ts'

export type MonitorRunId = Branded<'MonitorRunId'>

export const monitorStates = ['ok', 'warning', 'critical', 'unknown'] as const

/** `unknown`: there was nothing to judge. */
export type MonitorState = (typeof monitorStates)[number]

/** One look of a monitor at a window. */
export interface MonitorRun {
  readonly id: MonitorRunId
  readonly monitor: string
  /** The moment that it ran for: each once. */
  readonly dueAt: Date
  /** Absent where its window holds a number of rows. */
  readonly since: Date | undefined
  readonly until: Date
  readonly measuredAt: Date
  readonly reason: string
  readonly state: MonitorState
  readonly rowCount: number
  /** The rules that are not kept. */
  readonly badCount: number
  /** How far an event was followed. */
  readonly position: string | undefined
  /** Why it could not measure. */
  readonly problem: string | undefined
}

/** A run with all that it measured. */
export interface FullMonitorRun extends MonitorRun {
  readonly values: readonly MonitorValue[]
  readonly verdicts: readonly Verdict[]
  readonly drift: readonly MonitorDrift[]
  readonly confusion: Confusion | undefined
  /** What could not be measured, and why. */
  readonly notes: readonly string[]
}

/** One number of a run, with its interval of 95 % where it has one. NaN where there was nothing to measure. */
export interface MonitorValue {
  readonly series: string
  /** `beach=lahinch`; empty for all rows. */
  readonly slice: string
  readonly value: number
  readonly lower?: number
  readonly upper?: number
  readonly rowCount?: number
}

/** What a rule says of one value. */
export interface Verdict {
  readonly rule: string
  readonly series: string
  readonly slice: string
  readonly severity: AlertSeverity
  readonly state: MonitorState
  readonly found: string
  readonly wanted: string
}

export interface MonitorDrift extends DriftReport {
  readonly of: 'inputs' | 'predictions' | 'outcomes' | 'rows'
  /** What it was compared with, in words. */
  readonly against: string
}

/** How often each class was taken for each: a row for what was so, a column for what was said. */
export interface Confusion {
  readonly classes: readonly number[]
  readonly counts: readonly (readonly number[])[]
}

/** The worst of some states; `unknown` where there is no other. */
export function worstState(states: readonly MonitorState[]): MonitorState {
  for (const state of ['critical', 'warning', 'ok'] as const) {
    if (states.includes(state)) return state
  }
  return 'unknown'
}
