import type { Step, StepOutput } from './step.ts'

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

/** The steps that a step is made of; none if it is a function. */
export function innerSteps<Deps>({
  body,
}: Pick<Step<unknown, Deps>, 'body'>): readonly Step<unknown, Deps>[] {
  if (body === undefined) return []
  return body.kind === 'each' ? [body.step] : body.steps
}

/** All steps, each with those that it is made of, however deep. */
export function allSteps<Deps>(steps: readonly Step<unknown, Deps>[]): Step<unknown, Deps>[] {
  return steps.flatMap((step) => [step, ...allSteps(innerSteps(step))])
}
