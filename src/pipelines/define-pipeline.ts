import { assertName } from './assert-name.ts'
import { pipelinesErrors } from './errors.ts'
import { orderSteps } from './order-steps.ts'
import { needsOf, type Pipeline } from './pipeline.ts'
import { toSchedule, type ScheduleDefinition } from './schedules/schedule.ts'
import type { Step } from './step.ts'

export interface PipelineDefinition<Deps> {
  readonly name: string
  readonly summary?: string
  readonly steps: readonly Step<unknown, Deps>[]
  /**
   * Cron (`11 *\/12 * * *` is eleven minutes past midnight and noon), a trigger such as `every('6h')`, or
   * `{ on, missed, overlap, jitter }`.
   */
  readonly schedule?: ScheduleDefinition
  /** IANA name of the zone in which cron patterns are meant; UTC if it is absent. */
  readonly timeZone?: string
}

/** Declares a pipeline. Throws an error of kind `definition` when its steps don't fit together. */
export function definePipeline<Deps = unknown>(
  definition: PipelineDefinition<Deps>,
): Pipeline<Deps> {
  const { name, summary = '', steps, schedule, timeZone = 'UTC' } = definition
  assertName('pipeline', name)
  assertComplete(name, steps)
  const due = schedule === undefined ? undefined : toSchedule(name, schedule, timeZone)
  const pipeline = { name, summary, steps: orderSteps(name, steps), schedule: due }
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
