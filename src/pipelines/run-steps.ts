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

export interface StepsOutcome {
  /** In the order of the steps. */
  readonly results: readonly StepResult[]
  /** Writes down those that were skipped last: to be asked for beside the end of the run, not before it. */
  readonly save: () => Promise<void>
}

/** Runs the steps of a pipeline. */
export async function runSteps<Deps>(
  given: Omit<StepsPlan<Deps>, 'skips'>,
  pipeline: Pipeline<Deps>,
  { run, selected, earlier }: ChosenSteps,
): Promise<StepsOutcome> {
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
  return { results, save: plan.skips.save }
}

function gatherSkips({ runs }: { readonly runs: RunStore }): Skips {
  let gathered: EndedRun[] = []
  return {
    add: (run) => gathered.push(run),
    save: async () => {
      const saved = gathered
      gathered = []
      await runs.insert(saved)
    },
  }
}
