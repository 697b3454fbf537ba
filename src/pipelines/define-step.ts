import type { Setting } from '../base/index.ts'
import { assertName } from './assert-name.ts'
import { currentPlaces } from './code-place.ts'
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
  /** Gives any plain JSON value. */
  readonly run: (call: StepCall<Inputs, Deps>) => Output | Promise<Output>
}

/** Declares a step that needs nothing from the one who runs it, or names the type of what it needs. */
export function defineStep<Output, Inputs = NoInputs, Deps = unknown>(
  definition: StepDefinition<Output, Inputs, Deps>,
): Step<Output, Deps> {
  assertName('step', definition.name)
  const step: Omit<Step<Output, Deps>, 'output'> = {
    name: definition.name,
    summary: definition.summary ?? '',
    inputs: definition.inputs ?? {},
    after: definition.after ?? [],
    cache: definition.cache ?? 'content',
    version: definition.version,
    files: definition.files ?? [],
    settings: definition.settings ?? [],
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

/** Inputs of a step that has none. */
export type NoInputs = Readonly<Record<never, never>>

/** A `defineStep` whose steps all get `Deps`. */
export function stepDefiner<Deps>(): <Output, Inputs = NoInputs>(
  definition: StepDefinition<Output, Inputs, Deps>,
) => Step<Output, Deps> {
  return defineStep
}
