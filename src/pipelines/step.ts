import type { Clock, Duration, Log, Progress, Setting, SettingValue } from '../base/index.ts'
import type { RecordMetric, RunId } from '../tracking/index.ts'
import type { CodePlace } from './code-place.ts'
import type { Retry } from './with-retries.ts'

declare const valueType: unique symbol

/** The value that a step will give: what an input of another step is wired to. */
export interface StepOutput<Value> {
  readonly step: Step<Value, never>
  /** Never there; carries the type. */
  readonly [valueType]?: Value
}

/** A function with named inputs, as data. `Deps` is what it needs from the one who runs it. */
export interface Step<out Output, in Deps = unknown> {
  readonly name: string
  readonly summary: string
  readonly inputs: Readonly<Record<string, StepOutput<unknown>>>
  /** Steps that have to be over first although none of their data is needed. */
  readonly after: readonly Step<unknown, never>[]
  readonly cache: StepCache
  /** For a change that neither inputs nor settings nor code show. */
  readonly version: string | undefined
  /** Files and folders that it reads, from the project's folder: part of its code. */
  readonly files: readonly string[]
  /** Settings that count for it, besides those that it reads while it runs. */
  readonly settings: readonly Setting[]
  readonly retry: Retry | undefined
  /** For each try. */
  readonly timeout: Duration | undefined
  /** The lines that led to its definition: where its code begins. */
  readonly definedAt: readonly CodePlace[]
  readonly output: StepOutput<Output>
  readonly run: (call: StepCall<Readonly<Record<string, unknown>>, Deps>) => Promise<Output>
}

/** `content`: skipped while inputs, settings and code are as last time; `never`: always run. */
export type StepCache = 'content' | 'never'

export interface StepCall<Inputs, Deps> {
  readonly inputs: Inputs
  readonly context: StepContext<Deps>
}

export interface StepContext<Deps> {
  readonly deps: Deps
  readonly log: Log
  readonly progress: Progress
  /** Aborted when the run is cancelled: a long step should stop then. */
  readonly signal: AbortSignal
  readonly settings: Settings
  /** The value of a setting that the project declares. */
  readonly setting: <Value extends SettingValue>(setting: Setting<Value>) => Value
  readonly now: Clock
  readonly runId: RunId
  readonly recordMetric: RecordMetric
}

/** Settings as they were resolved for a run; any JSON values. */
export type Settings = Readonly<Record<string, unknown>>
