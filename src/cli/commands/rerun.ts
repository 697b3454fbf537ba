import { z } from 'zod'
import { compareRuns, type RunPipelineOptions } from '../../pipelines/index.ts'
import { getPipeline, settingsOfRun, type OpenedProject } from '../../project/index.ts'
import { getRun, listSteps, type EndedRun, type Run, type RunId } from '../../tracking/index.ts'
import { defineCommand } from '../command.ts'
import { executePipeline } from '../execute-pipeline.ts'
import { describeOutcome, toPipelineOutcome } from '../pipeline-outcome.ts'
import { renderComparison } from '../render-comparison.ts'

export const rerun = defineCommand({
  name: 'rerun',
  summary: 'Repeat a run and compare what comes out',
  description:
    'Runs the steps again with the settings and inputs of that run, and with the code as it is now. ' +
    'Steps that always run (loads, promotions, predictions) are not repeated: they give what they gave. ' +
    'Ends with 6 where a step gives something else.',
  example: 'swell rerun run_01kaj3v0z8m4x2q7c1',
  positionals: ['run'],
  input: z.strictObject({
    run: z.string().describe('The id of a run of a pipeline, or of a step'),
  }),
  run: async (context, { run: id }) => {
    const project = await context.open()
    const of = await pipelineRunOf(project, id)
    const repeats = (await listSteps(project, of.id)).filter((step) => step.status !== 'open')
    const options = repeatOf(project, of, repeats)
    const result = await executePipeline(context, project, of.name, options)
    return { of: of.id, ...toPipelineOutcome(result), compared: compareRuns(repeats, result.steps) }
  },
  exitCode: ({ compared }) => (compared.some(({ verdict }) => verdict === 'differs') ? 6 : 0),
  print: ({ compared, ...outcome }, { style }) =>
    `${renderComparison(compared, style)}\n${style.dim(describeOutcome(outcome))}\n`,
})

/** The run itself, or that of which it is a step. */
async function pipelineRunOf(project: OpenedProject, id: string): Promise<Run> {
  const run = await getRun(project, id as RunId)
  return run.parentId === undefined ? run : getRun(project, run.parentId)
}

/** All steps that were chosen and gave something then, and depend on nothing else than their inputs. */
function repeatOf(
  project: OpenedProject,
  run: Run,
  repeats: readonly EndedRun[],
): RunPipelineOptions {
  const { id, name, inputs } = run
  const chosen: unknown = inputs['selected']
  const isChosen = (step: string) => !Array.isArray(chosen) || chosen.includes(step)
  const { steps } = getPipeline(project.definition, name)
  const done = new Set(repeats.flatMap((step) => (step.outputs === undefined ? [] : [step.name])))
  return {
    repeats,
    force: true,
    reason: `to repeat ${id}`,
    steps: steps.flatMap((step) =>
      step.cache === 'content' && done.has(step.name) && isChosen(step.name) ? [step.name] : [],
    ),
    settings: settingsOfRun(project, run),
  }
}
