import { pipelinesErrors } from './errors.ts'
import { needsOf } from './pipeline.ts'
import type { Step } from './step.ts'

/**
 * Each step after all that it needs of the others; otherwise in the order given. Throws
 * `pipelines.nameIsTaken`, `pipelines.writtenTwice` or `pipelines.stepsInCircle`.
 */
export function orderSteps<Deps>(
  pipeline: string,
  steps: readonly Step<unknown, Deps>[],
): Step<unknown, Deps>[] {
  assertDifferent(pipeline, steps)
  const members = new Set<Step<unknown, never>>(steps)
  const ordered: Step<unknown, Deps>[] = []
  const placed = new Set<Step<unknown, never>>()
  const isReady = (step: Step<unknown, Deps>) =>
    !placed.has(step) && needsOf(step).every((need) => placed.has(need) || !members.has(need))
  while (ordered.length < steps.length) {
    const next = steps.find(isReady)
    if (next === undefined) {
      const left = steps.filter((step) => !placed.has(step))
      throw pipelinesErrors.stepsInCircle({ pipeline, steps: circleIn(left) })
    }
    ordered.push(next)
    placed.add(next)
  }
  return ordered
}

function assertDifferent(pipeline: string, steps: readonly Step<unknown, never>[]): void {
  const names = new Set<string>()
  const written = new Map<string, string>()
  for (const { name, writes } of steps) {
    if (names.has(name)) throw pipelinesErrors.nameIsTaken({ pipeline, step: name })
    names.add(name)
    for (const thing of writes) {
      const [path, other] = [...written].find(([known]) => overlap(known, thing)) ?? []
      if (other !== undefined && path !== undefined) {
        throw pipelinesErrors.writtenTwice({ pipeline, first: other, second: name, thing })
      }
    }
    for (const thing of writes) written.set(thing, name)
  }
}

/** A folder and what is in it are written by whoever writes one of them. */
function overlap(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`)
}

/** The names along one circle among steps each of which waits for another of them. */
function circleIn(left: readonly Step<unknown, never>[]): string[] {
  const path: Step<unknown, never>[] = []
  let step = left[0]
  while (step !== undefined && !path.includes(step)) {
    path.push(step)
    step = needsOf(step).find((need) => left.includes(need))
  }
  const circle = step === undefined ? path : [...path.slice(path.indexOf(step)), step]
  return circle.map(({ name }) => name).toReversed()
}
