import type { Schedule } from './schedules/schedule.ts'
import type { Step } from './step.ts'

/** Steps that are wired by their data. */
export interface Pipeline<in Deps = unknown> {
  readonly name: string
  readonly summary: string
  /** In the order in which they run: each after all that it needs. */
  readonly steps: readonly Step<unknown, Deps>[]
  /** When it runs by itself. */
  readonly schedule: Schedule | undefined
}

/** The steps that must be over before `step`. */
export function needsOf(step: Step<unknown, never>): readonly Step<unknown, never>[] {
  const conditions = step.when === undefined ? [] : [step.when.output.step]
  return [...Object.values(step.inputs).map((input) => input.step), ...conditions, ...step.after]
}

export interface PipelineGraph {
  readonly nodes: readonly { readonly name: string; readonly summary: string }[]
  /** `input` is the name under which `to` reads the output of `from`; absent where only order counts. */
  readonly edges: readonly {
    readonly from: string
    readonly to: string
    readonly input?: string
  }[]
}

/** The pipeline as plain data, to be drawn. */
export function toGraph(pipeline: Pipeline<never>): PipelineGraph {
  return {
    nodes: pipeline.steps.map(({ name, summary }) => ({ name, summary })),
    edges: pipeline.steps.flatMap((step) => [
      ...Object.entries(step.inputs).map(([input, output]) => ({
        from: output.step.name,
        to: step.name,
        input,
      })),
      ...step.after.map((before) => ({ from: before.name, to: step.name })),
    ]),
  }
}
