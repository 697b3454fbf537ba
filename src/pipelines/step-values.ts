import type { Step, StepOutput } from './step.ts'

/** What has become of a step, for those that need it. */
export type StepFate =
  | { readonly kind: 'gave'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly step: string }
  /** A condition has kept it from running. */
  | { readonly kind: 'unwanted'; readonly reason: string }

/** The fates of the steps of a scope, and of those around it. */
export interface StepValues {
  find(step: Step<unknown, never>): StepFate | undefined
  set(step: Step<unknown, never>, fate: StepFate): void
}

export function stepValues(around?: StepValues): StepValues {
  const own = new Map<Step<unknown, never>, StepFate>()
  return {
    find: (step) => own.get(step) ?? around?.find(step),
    set: (step, fate) => own.set(step, fate),
  }
}

/** What a wire gives; undefined where the step gave nothing. */
export function valueAt(
  values: StepValues,
  { step, member, isOptional }: StepOutput<unknown>,
): unknown {
  const fate = values.find(step)
  if (fate?.kind !== 'gave') return isOptional === true ? null : undefined
  if (member === undefined) return fate.value
  return (fate.value as Readonly<Record<string, unknown>> | undefined)?.[member]
}

/** The inputs of a step, by name. */
export function inputsOf(
  step: Step<unknown, never>,
  values: StepValues,
): Readonly<Record<string, unknown>> {
  const inputs = Object.entries(step.inputs).map(([name, wire]) => [name, valueAt(values, wire)])
  return Object.fromEntries(inputs) as Readonly<Record<string, unknown>>
}
