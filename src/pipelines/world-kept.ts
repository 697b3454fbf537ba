import { digestOfValue } from '../base/index.ts'
import type { StepBasis } from './cache-decision.ts'
import type { Settings, Step } from './step.ts'
import { isOfWorld, worldNames } from './world.ts'

/** What is kept with a run of what its step has read of the world. */
export function worldIn(
  read: readonly string[],
  step: Step<unknown, never>,
  basis: StepBasis,
): Settings {
  const seen = read.filter((name) => isOfWorld(name) && name !== worldNames.written)
  const valueOf = (name: string) => (name === worldNames.seed ? seedOf(step, basis) : 'read')
  return Object.fromEntries(seen.map((name) => [name, valueOf(name)]))
}

/** The same for the same step and the same inputs, whatever its code: an edit draws no new numbers. */
export function seedOf(
  { name, version }: Pick<Step<unknown, never>, 'name' | 'version'>,
  { scope, inputs }: Pick<StepBasis, 'scope' | 'inputs'>,
): string {
  return digestOfValue({ scope, step: name, version, inputs }).slice(0, 16)
}
