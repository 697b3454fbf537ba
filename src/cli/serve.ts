import type { PipelineEvent } from '../pipelines/index.ts'
import type { OpenedProject } from '../project/index.ts'
import { up, type ListenOptions, type Up, type UpOptions } from '../server/index.ts'
import { buildSites } from './build-sites.ts'
import type { CommandContext } from './command-context.ts'
import { pipelineView } from './pipeline-view.ts'
import { renderFacts } from './render-table.ts'

/** Serves until the signal is aborted, and writes the pages anew after each run. */
export async function serve(
  { live, log, signal }: Pick<CommandContext, 'live' | 'log' | 'signal'>,
  project: OpenedProject,
  address: ListenOptions & Pick<UpOptions, 'accessLog' | 'workers'>,
): Promise<void> {
  const { sites } = project.definition
  const running = await up(project, {
    ...address,
    signal,
    log,
    onPipelineEvent: showPipelines(project, { live, log }),
    afterRun: async () => {
      await buildSites(project, sites, { dashboard: running.url })
    },
  })
  await buildSites(project, sites, { dashboard: running.url })
  live.line(describeAddresses(project, running, live.style))
  await running.ended
}

/** Shows each pipeline as it runs, whoever has started it. */
function showPipelines(
  { definition }: OpenedProject,
  context: Pick<CommandContext, 'live' | 'log'>,
): (event: PipelineEvent) => void {
  const views = new Map(
    definition.pipelines.map((pipeline) => [pipeline.name, pipelineView(context, pipeline)]),
  )
  return (event) => {
    const name = 'run' in event ? event.run.name : event.pipeline
    views.get(name)?.(event)
  }
}

/** Where what is. */
function describeAddresses(
  { definition }: OpenedProject,
  { url, server: { grpcPort, access } }: Up,
  style: CommandContext['live']['style'],
): string {
  const base = url.replace(/\/$/, '')
  const services = definition.services.map(({ name }): readonly [string, string] => [
    'service',
    `${base}/services/${name}`,
  ])
  const pages = definition.sites.map(({ name }): readonly [string, string] => [
    'page',
    `${base}/site/${name}/`,
  ])
  const facts = [
    ['dashboard', style.accent(`${base}/`)] as const,
    ...services,
    ...(grpcPort === undefined ? [] : [['gRPC', `${new URL(url).hostname}:${grpcPort}`] as const]),
    ['documentation', `${base}/docs`] as const,
    ...(access === 'open' ? [] : [['answers', 'who shows a key: swell keys create'] as const]),
    ...pages,
  ]
  return `\n${renderFacts(facts, style)}\n${style.dim('Ctrl-C ends it.')}`
}
