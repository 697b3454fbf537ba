import type { EndedRun, OpenRun, RunStore } from '../tracking/index.ts'
import { listSucceeded, originOf } from './earlier-runs.ts'
import type { Pipeline } from './pipeline.ts'
import type { StepResult } from './run-step.ts'
import { runScope } from './run-scope.ts'
import type { Skips, StepsPlan } from './scope.ts'
import { stepValues } from './step-values.ts'

export interface ChosenSteps {
  /** The run of the pipeline. */
  readonly run: OpenRun
  readonly selected: ReadonlySet<string>
  /** By step, its latest run that succeeded. */
  readonly earlier: ReadonlyMap<string, EndedRun>
}

/** Runs the steps of a pipeline. The results are in their order. */
export async function runSteps<Deps>(
  given: Omit<StepsPlan<Deps>, 'skips'>,
  pipeline: Pipeline<Deps>,
  { run, selected, earlier }: ChosenSteps,
): Promise<readonly StepResult[]> {
  const origin = originOf(pipeline.name)
  const plan = { ...given, skips: gatherSkips(given.deps) }
  const results = await runScope(plan, {
    steps: pipeline.steps,
    path: pipeline.name,
    parentId: run.id,
    origin,
    values: stepValues(),
    nameOf: ({ name }) => name,
    selected,
    earlier: {
      latest: (name) => earlier.get(name),
      older: async ({ name }) =>
        earlier.has(name) ? listSucceeded(plan.deps, origin, name, 50) : [],
    },
  })
  await plan.skips.save()
  return results
}

function gatherSkips({ runs }: { readonly runs: RunStore }): Skips {
  let gathered: EndedRun[] = []
  return {
    add: (run) => gathered.push(run),
    async save() {
      const saved = gathered
      gathered = []
      await runs.insert(saved)
    },
  }
}
