import { assertName } from './assert-name.ts'
import { pipelinesErrors } from './errors.ts'
import { orderSteps } from './order-steps.ts'
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
  const pipeline = { name, summary, steps: orderSteps(name, steps), schedule, timeZone }
  if (schedule !== undefined) assertSchedule(name, schedule, timeZone)
  return Object.freeze(pipeline)
}

function assertComplete(pipeline: string, steps: readonly Step<unknown, never>[]): void {
  const members = new Set(steps)
  for (const step of steps) {
    const missing = needsOf(step).find((need) => !members.has(need))
    if (missing !== undefined) {
      throw pipelinesErrors.stepIsMissing({ pipeline, step: step.name, needs: missing.name })
    }
  }
}

function assertSchedule(pipeline: string, schedule: string, timeZone: string): void {
  try {
    nextRuns(schedule, 1, new Date(0), timeZone)
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error)
    throw pipelinesErrors.scheduleIsBad({ pipeline, schedule, found }, error)
  }
}
