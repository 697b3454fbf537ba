import { runPipeline, type PipelineResult, type StepSelection } from '../pipelines/index.ts'
import { getPipeline, settingsIn, type OpenedProject } from '../project/index.ts'
import type { CommandContext } from './command-context.ts'
import { pipelineView } from './pipeline-view.ts'

/** Runs one of the project's pipelines and shows it step by step. What failed is thrown. */
export async function executePipeline(
  context: Pick<CommandContext, 'live' | 'signal' | 'log'>,
  project: OpenedProject,
  name: string,
  options: StepSelection & { readonly force?: boolean; readonly reason: string },
): Promise<PipelineResult> {
  const pipeline = getPipeline(project.definition, name)
  const { fingerprint, ...code } = await project.code()
  const view = pipelineView(context, pipeline)
  const deps = { ...project, stepDeps: project, withSettings: settingsIn(project) }
  const result = await runPipeline(deps, pipeline, {
    ...options,
    settings: project.settings,
    code,
    fingerprint,
    stepCode: await project.stepCode(),
    signal: context.signal,
    onEvent: view,
  })
  if (result.failure !== undefined) throw result.failure.error
  return result
}
