import { parseDuration, type Duration, type Setting } from '../base/index.ts'
import { assertName } from './assert-name.ts'
import { currentPlaces } from './code-place.ts'
import { pipelinesErrors } from './errors.ts'
import type { Retry } from './with-retries.ts'
import type { Step, StepCache, StepCall, StepOutput } from './step.ts'

export interface StepDefinition<Output, Inputs, Deps> {
  readonly name: string
  readonly summary?: string
  /** Each is the `output` of another step; `run` gets its value under the same name. */
  readonly inputs?: { readonly [Name in keyof Inputs]: StepOutput<Inputs[Name]> }
  readonly after?: readonly Step<unknown, never>[]
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
  /** Gives any plain JSON value. */
  readonly run: (call: StepCall<Inputs, Deps>) => Output | Promise<Output>
}

/** Declares a step that needs nothing from the one who runs it, or names the type of what it needs. */
export function defineStep<Output, Inputs = NoInputs, Deps = unknown>(
  definition: StepDefinition<Output, Inputs, Deps>,
): Step<Output, Deps> {
  assertName('step', definition.name)
  assertLimits(definition)
  const step: Omit<Step<Output, Deps>, 'output'> = {
    name: definition.name,
    summary: definition.summary ?? '',
    inputs: definition.inputs ?? {},
    after: definition.after ?? [],
    cache: definition.cache ?? 'content',
    version: definition.version,
    files: definition.files ?? [],
    settings: definition.settings ?? [],
    retry: definition.retry,
    timeout: definition.timeout,
    definedAt: currentPlaces(),
    // The engine hands in the values of exactly these inputs.
    run: async (call) => definition.run(call as StepCall<Inputs, Deps>),
  }
  const output: { step?: unknown } = {}
  const defined = { ...step, output: output as StepOutput<Output> }
  output.step = defined
  Object.freeze(output)
  return Object.freeze(defined)
}

/** Throws `pipelines.retryIsBad` or `base.notADuration`. */
function assertLimits({
  name,
  retry,
  timeout,
}: Pick<StepDefinition<unknown, unknown, unknown>, 'name' | 'retry' | 'timeout'>): void {
  if (timeout !== undefined) parseDuration(timeout)
  if (retry === undefined) return
  const { times, wait } = retry
  const isCount = Number.isInteger(times) && times >= 1 && times <= 100
  if (!isCount) throw pipelinesErrors.retryIsBad({ step: name, times })
  if (wait !== undefined) parseDuration(wait)
}

/** Inputs of a step that has none. */
export type NoInputs = Readonly<Record<never, never>>

/** A `defineStep` whose steps all get `Deps`. */
export function stepDefiner<Deps>(): <Output, Inputs = NoInputs>(
  definition: StepDefinition<Output, Inputs, Deps>,
) => Step<Output, Deps> {
  return defineStep
}
