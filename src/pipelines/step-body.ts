import type { Step } from './step.ts'

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
