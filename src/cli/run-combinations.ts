import { maskSecretsIn } from '../base/index.ts'
import type { RunPipelineOptions } from '../pipelines/index.ts'
import {
  allSettings,
  resolveSettings,
  type OpenedProject,
  type SettingSources,
} from '../project/index.ts'
import {
  finishRun,
  startRun,
  type EndedRun,
  type MetricValues,
  type RunId,
} from '../tracking/index.ts'
import type { CommandContext } from './command-context.ts'
import { showPipeline } from './execute-pipeline.ts'

/** One combination of settings and what its run came to. */
export interface Trial {
  /** The settings of which several values were asked for, and the value of this one. */
  readonly settings: Readonly<Record<string, unknown>>
  readonly runId: RunId
  readonly status: string
  readonly problem: string | undefined
  readonly metrics: MetricValues
}

export interface Sweep {
  readonly runId: RunId
  readonly trials: readonly Trial[]
}

interface Wanted {
  readonly pipeline: string
  readonly sources: SettingSources
  readonly combinations: readonly (readonly string[])[]
  readonly options: RunPipelineOptions
}

/**
 * Runs a pipeline with each combination of settings, one after the other, as parts of one run of kind
 * `sweep`. One that fails doesn't end the others.
 */
export async function runCombinations(
  context: Pick<CommandContext, 'live' | 'signal' | 'log'>,
  project: OpenedProject,
  { pipeline, sources, combinations, options }: Wanted,
): Promise<Sweep> {
  const declared = allSettings(project.definition)
  // What is wrong with any of them is said before the first runs.
  const resolved = combinations.map((assignments) =>
    resolveSettings(declared, { ...sources, assignments }),
  )
  const names = Object.keys(resolved[0] ?? {}).filter(
    (name) => new Set(resolved.map((settings) => settings[name])).size > 1,
  )
  const reason = `${combinations.length} combinations of ${names.join(', ')}`
  const sweep = await startRun(project, { kind: 'sweep', name: pipeline, reason })
  const trials: Trial[] = []
  for (const settings of resolved) {
    if (context.signal.aborted) break
    const own = Object.fromEntries(names.map((name) => [name, settings[name]]))
    context.live.line(`\n${context.live.style.bold(describeSettings(own))}`)
    const given = { ...options, settings, parentId: sweep.id }
    const { run, steps } = await showPipeline(context, project, pipeline, given)
    const metrics = await metricsOf(project, steps)
    const { status, error } = run
    trials.push({ settings: own, runId: run.id, status, problem: error?.message, metrics })
  }
  const isWell = trials.every(({ status }) => status === 'succeeded')
  await finishRun(project, sweep.id, {
    outcome: isWell ? 'succeeded' : 'failed',
    outputs: maskSecretsIn(trials),
  })
  return { runId: sweep.id, trials }
}

/** `trees 300, rate 0.1`. */
export function describeSettings(settings: Trial['settings']): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ')
}

/** What the steps have measured; of one that was skipped, what the run has that it stands for. */
async function metricsOf(
  { runs, records }: OpenedProject,
  steps: readonly EndedRun[],
): Promise<MetricValues> {
  const origins = await Promise.all(
    steps.map(async ({ id, name, status, cacheKey }) => {
      if (status !== 'skipped' || cacheKey === undefined) return id
      const query = { kind: 'step', name, status: 'succeeded', cacheKeys: [cacheKey] } as const
      return (await runs.list({ ...query, limit: 1 }))[0]?.id ?? id
    }),
  )
  const found = await records.listLatestMetrics(origins)
  return Object.assign({}, ...origins.map((id) => found.get(id) ?? {})) as MetricValues
}
