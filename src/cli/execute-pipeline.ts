import { runPipeline, type PipelineResult, type StepSelection } from '../pipelines/index.ts'
import { getPipeline, type OpenedProject } from '../project/index.ts'
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
  const result = await runPipeline({ ...project, stepDeps: project }, pipeline, {
    ...options,
    settings: project.settings,
    code,
    fingerprint,
    signal: context.signal,
    onEvent: view,
  })
  if (result.failure !== undefined) throw result.failure.error
  return result
}
