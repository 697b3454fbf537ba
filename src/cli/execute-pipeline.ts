import {
  prepareProcesses,
  runPipeline,
  type PipelineEvent,
  type PipelineResult,
  type RunPipelineOptions,
} from '../pipelines/index.ts'
import {
  getPipeline,
  settingsIn,
  trackingDoor,
  watchRun,
  type OpenedProject,
} from '../project/index.ts'
import type { CommandContext } from './command-context.ts'
import { pipelineView } from './pipeline-view.ts'

/** Runs one of the project's pipelines and shows it step by step. What failed is thrown. */
export async function executePipeline(
  context: Pick<CommandContext, 'live' | 'signal' | 'log'>,
  project: OpenedProject,
  name: string,
  options: RunPipelineOptions,
): Promise<PipelineResult> {
  const result = await showPipeline(context, project, name, options)
  if (result.failure !== undefined) throw result.failure.error
  return result
}

/** Runs one of the project's pipelines and shows it step by step. What failed is part of the result. */
export async function showPipeline(
  context: Pick<CommandContext, 'live' | 'signal' | 'log'>,
  project: OpenedProject,
  name: string,
  options: RunPipelineOptions,
): Promise<PipelineResult> {
  const pipeline = getPipeline(project.definition, name)
  const { processes, settings } = project
  // They get ready while the code is read.
  prepareProcesses(processes, pipeline, { settings, ...options })
  const view = pipelineView(context, pipeline)
  const door = trackingDoor(async () => {
    const { answerMlflow } = await import('../server/index.ts')
    return answerMlflow(project)
  })
  const ports = { ...project, tracking: door.address }
  const deps = { ...ports, stepDeps: ports, withSettings: settingsIn(ports) }
  const code = await codeOptions(project)
  const watch = watchRun(project)
  const onEvent = (event: PipelineEvent) => {
    watch.onEvent(event)
    view(event)
  }
  const how = { ...code, ...options, signal: context.signal, onEvent }
  try {
    return await runPipeline(deps, pipeline, how)
  } finally {
    // Nothing stays at the bottom of the terminal when the engine itself was in trouble.
    context.live.keep(undefined)
    await watch.close()
    await door.close()
  }
}

/** The settings in force and the code as it is now. */
export async function codeOptions(project: OpenedProject): Promise<RunPipelineOptions> {
  const { fingerprint, ...code } = await project.code()
  return { settings: project.settings, code, fingerprint, stepCode: await project.stepCode() }
}
