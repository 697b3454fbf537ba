import type {
  ByteSize,
  Clock,
  Duration,
  Log,
  Progress,
  Random,
  Setting,
  SettingValue,
} from '../base/index.ts'
import type { RecordMetric, RunId } from '../tracking/index.ts'
import type { CodePlace } from './code-place.ts'
import type { OutputKinds } from './outputs/output-kind.ts'
import type { StepFetch } from './world.ts'
import type { Retry } from './with-retries.ts'

declare const valueType: unique symbol

/** The value that a step will give: what an input of another step is wired to. */
export interface StepOutput<out Value> {
  readonly step: Step<unknown, never>
  /** The name of one of several outputs; all of them if it is absent. */
  readonly member?: string
  /** True where nothing, as null, does as well: what a condition has kept from running. */
  readonly isOptional?: boolean
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
  /** It runs only when this holds. */
  readonly when: StepCondition | undefined
  /** The steps that it is made of, if it is made of steps. */
  readonly body: StepBody<Deps> | undefined
  readonly cache: StepCache
  /** For a change that neither inputs nor settings nor code show. */
  readonly version: string | undefined
  /** Files and folders that it reads, from the project's folder: part of its code. */
  readonly files: readonly string[]
  /** What it writes outside of its own folder: no other step of the pipeline may. */
  readonly writes: readonly string[]
  /** Settings that count for it, besides those that it reads while it runs. */
  readonly settings: readonly Setting[]
  readonly retry: Retry | undefined
  /** For each try. */
  readonly timeout: Duration | undefined
  readonly place: StepPlace
  /** The kinds of its outputs, where it declares several: it has to give exactly these. */
  readonly kinds: OutputKinds | undefined
  readonly resources: Resources
  /** The lines that led to its definition: where its code begins. */
  readonly definedAt: readonly CodePlace[]
  readonly output: StepOutput<Output>
  /** Its outputs one by one, where it declares several. */
  readonly outputs: Readonly<Record<string, StepOutput<unknown>>>
  readonly run: (call: StepCall<Readonly<Record<string, unknown>>, Deps>) => Promise<Output>
}

/** What the output of a step has to be for another one to run. */
export interface StepCondition {
  readonly output: StepOutput<unknown>
  readonly holds: (value: unknown) => boolean
  /** What it asks for: `a better version`. */
  readonly words: string | undefined
}

/** What a step is made of that runs other steps. */
export type StepBody<Deps> = EachBody<Deps> | PartBody<Deps>

/** One step, run for each item of a list or each member of a record. */
export interface EachBody<in Deps> {
  readonly kind: 'each'
  /** Stands for the item, as `step` is wired to it. */
  readonly item: StepOutput<unknown>
  readonly step: Step<unknown, Deps>
  /** The items, where they are no output of a step. */
  readonly list: readonly unknown[] | undefined
  /** What an item is called among the others; found out from the item if it is absent. */
  readonly label: ((item: unknown, at: number) => string) | undefined
}

/** Steps that are wired by their data, with inputs and outputs of the whole. */
export interface PartBody<in Deps> {
  readonly kind: 'part'
  /** By the name of an input, what stands for its value within. */
  readonly wires: Readonly<Record<string, StepOutput<unknown>>>
  /** In the order in which they run. */
  readonly steps: readonly Step<unknown, Deps>[]
  readonly outputs: Readonly<Record<string, StepOutput<unknown>>>
}

export type Wires<Values> = { readonly [Name in keyof Values]: StepOutput<Values[Name]> }

/** A step whose outputs can be wired one by one. */
export type StepWithOutputs<Outputs, Deps> = Step<
  { readonly [Name in keyof Outputs]: Outputs[Name] },
  Deps
> & { readonly outputs: Wires<Outputs> }

/**
 * `content`: skipped while inputs, settings and code are as last time; `freshFor`: and while what it found
 * out there is not older; `never`: always run.
 */
export type StepCache = 'content' | 'never' | { readonly freshFor: Duration }

/** Where a step runs: beside the engine, or in a process of its own. */
export type StepPlace = 'runner' | 'process'

/** What a step takes while it runs: together, steps take no more than there is. */
export interface Resources {
  /** None is kept for it if it is absent. */
  readonly cores?: number
  /** As with cores. What runs in a process of its own may not use more. */
  readonly memory?: ByteSize
}

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
  /**
   * The time. A step that asks for it isn't skipped later, unless it says by `cache: { freshFor: '1h' }` how
   * long its answer holds.
   */
  readonly now: Clock
  /** Random numbers that are the same for the same inputs; their seed is kept with the run. */
  readonly random: Random
  /** Asks over HTTP. As with `now`, its step isn't skipped later, unless its answer holds for a while. */
  readonly fetch: StepFetch
  /**
   * The moment for which it runs: that of the schedule, which a back-fill repeats, or the start of the run.
   * A step that reads it depends on it.
   */
  readonly dueAt: Date
  /** The run that this one repeats: it reads data that grows as that one did. */
  readonly repeats?: RepeatedRun
  /** A folder of its own, empty at first and gone when it is over. */
  readonly folder: string
  readonly runId: RunId
  readonly recordMetric: RecordMetric
}

/** A run of a step that is done again. */
export interface RepeatedRun {
  readonly id: RunId
  readonly startedAt: Date
}

/** Settings as they were resolved for a run; any JSON values. */
export type Settings = Readonly<Record<string, unknown>>
