import { assertName } from './assert-name.ts'
import { pipelinesErrors } from './errors.ts'
import { needsOf, type Pipeline } from './pipeline.ts'
import { nextRuns } from './next-runs.ts'
import type { Step } from './step.ts'

export interface PipelineDefinition<Deps> {
  readonly name: string
  readonly summary?: string
  readonly steps: readonly Step<unknown, Deps>[]
  /** Cron: `11 *\/12 * * *` is eleven minutes past midnight and noon. */
  readonly schedule?: string
  /** IANA name of the zone in which the schedule is meant; UTC if it is absent. */
  readonly timeZone?: string
}

/** Declares a pipeline. Throws an error of kind `definition` when its steps don't fit together. */
export function definePipeline<Deps = unknown>(
  definition: PipelineDefinition<Deps>,
): Pipeline<Deps> {
  const { name, summary = '', steps, schedule, timeZone = 'UTC' } = definition
  assertName('pipeline', name)
  assertComplete(name, steps)
  const pipeline = { name, summary, steps: inOrder(name, steps), schedule, timeZone }
  if (schedule !== undefined) assertSchedule(name, schedule, timeZone)
  return Object.freeze(pipeline)
}

function assertComplete(pipeline: string, steps: readonly Step<unknown, never>[]): void {
  const names = new Set<string>()
  for (const { name } of steps) {
    if (names.has(name)) throw pipelinesErrors.nameIsTaken({ pipeline, step: name })
    names.add(name)
  }
  const members = new Set(steps)
  for (const step of steps) {
    const missing = needsOf(step).find((need) => !members.has(need))
    if (missing !== undefined) {
      throw pipelinesErrors.stepIsMissing({ pipeline, step: step.name, needs: missing.name })
    }
  }
}

/** Each step after all that it needs; otherwise in the order of the definition. */
function inOrder<Deps>(
  pipeline: string,
  steps: readonly Step<unknown, Deps>[],
): Step<unknown, Deps>[] {
  const ordered: Step<unknown, Deps>[] = []
  const placed = new Set<Step<unknown, never>>()
  while (ordered.length < steps.length) {
    const next = steps.find(
      (step) => !placed.has(step) && needsOf(step).every((need) => placed.has(need)),
    )
    if (next === undefined) {
      const left = steps.filter((step) => !placed.has(step))
      throw pipelinesErrors.stepsInCircle({ pipeline, steps: circleIn(left) })
    }
    ordered.push(next)
    placed.add(next)
  }
  return ordered
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

function assertSchedule(pipeline: string, schedule: string, timeZone: string): void {
  try {
    nextRuns(schedule, 1, new Date(0), timeZone)
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error)
    throw pipelinesErrors.scheduleIsBad({ pipeline, schedule, found }, error)
  }
}
