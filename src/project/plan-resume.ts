import type { RunPipelineOptions } from '../pipelines/index.ts'
import { getRun, listSteps, recoverRuns, type Run, type RunId } from '../tracking/index.ts'
import { projectErrors } from './errors.ts'
import { getPipeline } from './find-definition.ts'
import type { OpenedProject } from './opened-project.ts'
import { settingsOfRun } from './settings-of-run.ts'

export interface PlannedResume {
  readonly pipeline: string
  readonly options: RunPipelineOptions
}

/**
 * How to go on with a run of a pipeline, or with the one that a step belongs to: with its settings;
 * what it has done gives what it gave, and the rest runs. Throws `runNotFound` or `nothingToResume`.
 */
export async function planResume(project: OpenedProject, id: RunId): Promise<PlannedResume> {
  await recoverRuns(project)
  const run = await pipelineRunOf(project, await getRun(project, id))
  const pipeline = getPipeline(project.definition, run.name)
  const steps = (await listSteps(project, run.id)).filter((step) => step.status !== 'open')
  const done = steps.filter(
    ({ status, outputs }) =>
      status === 'succeeded' || (status === 'skipped' && outputs !== undefined),
  )
  const isDone = new Set(done.map(({ name }) => name))
  const chosen: unknown = run.inputs['selected']
  const isChosen = (step: string) => !Array.isArray(chosen) || chosen.includes(step)
  const names = pipeline.steps.map(({ name }) => name)
  const left = names.filter((name) => isChosen(name) && !isDone.has(name))
  if (left.length === 0) throw projectErrors.nothingToResume({ runId: run.id })
  const settings = settingsOfRun(project, run)
  const options = { repeats: done, steps: left, settings, reason: `to go on with ${run.id}` }
  return { pipeline: run.name, options }
}

async function pipelineRunOf(project: OpenedProject, run: Run): Promise<Run> {
  return run.parentId === undefined
    ? run
    : pipelineRunOf(project, await getRun(project, run.parentId))
}
