import type { PipelineReply, PipelinesReply, RunSummaryReply } from '../../api/index.ts'
import {
  describeTrigger,
  findPause,
  listDue,
  nextRuns,
  toGraph,
  type Pipeline,
} from '../../pipelines/index.ts'
import { getPipeline, type OpenedProject } from '../../project/index.ts'
import { readLastStepRuns } from './last-step-runs.ts'
import { summarizeRuns } from './runs.ts'
import { describedBy } from './wire-values.ts'

export async function readPipelines(project: OpenedProject): Promise<PipelinesReply> {
  const { pipelines } = project.definition
  return {
    pipelines: await Promise.all(pipelines.map((pipeline) => describePipeline(project, pipeline))),
  }
}

/** Throws `pipelineNotFound`. */
export async function readPipeline(project: OpenedProject, name: string): Promise<PipelineReply> {
  return describePipeline(project, getPipeline(project.definition, name))
}

async function describePipeline(
  project: OpenedProject,
  pipeline: Pipeline<OpenedProject>,
): Promise<PipelineReply> {
  const { name } = pipeline
  const { edges } = toGraph(pipeline)
  const before = Map.groupBy(edges, ({ to }) => to)
  const lastRuns = await readLastStepRuns(project, name)
  const steps = pipeline.steps.map((step) => ({
    name: step.name,
    ...describedBy(step.summary === '' ? undefined : step.summary),
    after: (before.get(step.name) ?? []).map(({ from }) => from),
    lastRun: lastRuns.get(step.name) ?? null,
  }))
  return {
    name,
    ...describedBy(pipeline.summary === '' ? undefined : pipeline.summary),
    steps,
    schedule: await scheduleOf(project, pipeline),
    lastRun: await findLast(project, name),
  }
}

async function findLast(project: OpenedProject, name: string): Promise<RunSummaryReply | null> {
  const runs = await project.runs.list({ kind: 'pipeline', name, limit: 1 })
  const [last] = await summarizeRuns(project, runs)
  return last ?? null
}

const shownRuns = 5

async function scheduleOf(
  { database, now }: OpenedProject,
  { name, schedule }: Pipeline<OpenedProject>,
): Promise<PipelineReply['schedule']> {
  if (schedule === undefined) return null
  const [pause, open] = await Promise.all([
    findPause(database, name),
    listDue(database, name, { limit: 1000, isOpen: true }),
  ])
  const next = nextRuns(schedule.on, shownRuns, now())
  return {
    words: schedule.on.map(describeTrigger),
    missed: schedule.missed,
    pausedAt: pause?.pausedAt.toISOString() ?? null,
    waitingCount: open.filter(({ status }) => status === 'waiting').length,
    nextRunsAt: next.map((moment) => moment.toISOString()),
  }
}
