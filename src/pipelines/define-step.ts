import { parseByteSize, parseDuration, type Duration, type Setting } from '../base/index.ts'
import { assertName } from './assert-name.ts'
import { currentPlaces } from './code-place.ts'
import { pipelinesErrors } from './errors.ts'
import type { GivenOutputs, OutputKinds, StoredOutputs } from './outputs/output-kind.ts'
import type { Retry } from './with-retries.ts'
import type {
  Resources,
  Step,
  StepCache,
  StepCall,
  StepCondition,
  StepOutput,
  StepPlace,
  StepWithOutputs,
} from './step.ts'

export interface StepDefinition<Output, Inputs, Deps> {
  readonly name: string
  readonly summary?: string
  /** Each is the `output` of another step; `run` gets its value under the same name. */
  readonly inputs?: { readonly [Name in keyof Inputs]: StepOutput<Inputs[Name]> }
  readonly after?: readonly Step<unknown, never>[]
  /** It runs only when this holds; else it is skipped, and so is what reads from it. */
  readonly when?: StepCondition
  /** `content` if it is absent: right for steps that depend on nothing but inputs, settings and code. */
  readonly cache?: StepCache
  readonly version?: string
  /** Files and folders that `run` reads, from the project's folder: it runs again when they change. */
  readonly files?: readonly string[]
  /** Settings that count although `run` doesn't ask for them itself. */
  readonly settings?: readonly Setting[]
  /** Named kinds of failure after which it is tried again. Not at all if it is absent. */
  readonly retry?: Retry
  /** How long a try may take; as long as it likes if it is absent. */
  readonly timeout?: Duration
  /** `process` for a process of its own, with a limit to its memory; in the engine's if it is absent. */
  readonly in?: StepPlace
  /** What it takes while it runs: steps wait until there is room for them. */
  readonly resources?: Resources
  /** Files and folders outside of its own that it writes: no other step of the pipeline may. */
  readonly writes?: readonly string[]
  /** Gives any plain JSON value. */
  readonly run: (call: StepCall<Inputs, Deps>) => Output | Promise<Output>
}

/** A step that declares each of its outputs, with its kind. */
export type StepDefinitionWithOutputs<Kinds, Inputs, Deps> = StepDefinition<
  GivenOutputs<Kinds>,
  Inputs,
  Deps
> & {
  /** By name: `run` has to give exactly these, and others are wired to `step.outputs.name`. */
  readonly outputs: Kinds
}

/** Declares a step that needs nothing from the one who runs it, or names the type of what it needs. */
export function defineStep<const Kinds extends OutputKinds, Inputs = NoInputs, Deps = unknown>(
  definition: StepDefinitionWithOutputs<Kinds, Inputs, Deps>,
): StepWithOutputs<StoredOutputs<Kinds>, Deps>
export function defineStep<Output, Inputs = NoInputs, Deps = unknown>(
  definition: StepDefinition<Output, Inputs, Deps>,
): Step<Output, Deps>
export function defineStep<Inputs, Deps>(
  definition: StepDefinition<unknown, Inputs, Deps> & { readonly outputs?: OutputKinds },
): Step<unknown, Deps> {
  assertName('step', definition.name)
  assertLimits(definition)
  const { run, in: place = 'runner', outputs: kinds, ...said } = definition
  const step: Omit<Step<unknown, Deps>, 'output' | 'outputs'> = {
    ...unsaid,
    ...said,
    place,
    kinds,
    definedAt: currentPlaces(),
    // The engine hands in the values of exactly these inputs.
    run: async (call) => run(call as StepCall<Inputs, Deps>),
  }
  return withOutput(step, Object.keys(kinds ?? {}))
}

/** What holds of a step whose definition doesn't say. */
export const unsaid = {
  summary: '',
  inputs: {},
  after: [],
  when: undefined,
  body: undefined,
  cache: 'content',
  version: undefined,
  files: [],
  writes: [],
  settings: [],
  retry: undefined,
  timeout: undefined,
  place: 'runner',
  kinds: undefined,
  resources: {},
} as const satisfies Partial<Step<unknown, never>>

/** Gives a step the output that others are wired to, and those of `members` one by one. */
export function withOutput<Output, Deps>(
  step: Omit<Step<Output, Deps>, 'output' | 'outputs'>,
  members: readonly string[] = [],
): Step<Output, Deps> {
  const output: { step?: unknown } = {}
  const each = members.map((member) => [member, { member } as { step?: unknown }] as const)
  const outputs = Object.fromEntries(each) as Step<Output, Deps>['outputs']
  const defined = { ...step, output: output as StepOutput<Output>, outputs }
  for (const wire of [output, ...each.map(([, one]) => one)]) {
    wire.step = defined
    Object.freeze(wire)
  }
  return Object.freeze(defined)
}

/** Throws `pipelines.retryIsBad`, `pipelines.coresAreBad`, `base.notADuration` or `base.notASize`. */
function assertLimits({
  name,
  retry,
  timeout,
  cache,
  resources: { cores = 1, memory } = {},
}: Pick<
  StepDefinition<never, never, never>,
  'name' | 'retry' | 'timeout' | 'cache' | 'resources'
>): void {
  if (timeout !== undefined) parseDuration(timeout)
  if (typeof cache === 'object') parseDuration(cache.freshFor)
  if (memory !== undefined) parseByteSize(memory)
  if (!(cores > 0)) throw pipelinesErrors.coresAreBad({ step: name, cores })
  if (retry === undefined) return
  const { times, wait } = retry
  const isCount = Number.isInteger(times) && times >= 1 && times <= 100
  if (!isCount) throw pipelinesErrors.retryIsBad({ step: name, times })
  if (wait !== undefined) parseDuration(wait)
}

/** Inputs of a step that has none. */
export type NoInputs = Readonly<Record<never, never>>

/** A `defineStep` whose steps all get `Deps`. */
export interface StepDefiner<Deps> {
  <const Kinds extends OutputKinds, Inputs = NoInputs>(
    definition: StepDefinitionWithOutputs<Kinds, Inputs, Deps>,
  ): StepWithOutputs<StoredOutputs<Kinds>, Deps>
  <Output, Inputs = NoInputs>(definition: StepDefinition<Output, Inputs, Deps>): Step<Output, Deps>
}

export function stepDefiner<Deps>(): StepDefiner<Deps> {
  return defineStep
}
