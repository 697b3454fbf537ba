import { logOf } from '../base/index.ts'
import { runDue, type DueOutcome, type RunDue } from '../pipelines/index.ts'
import type { OpenedProject } from '../project/index.ts'
import type { CommandContext } from './command-context.ts'
import { showPipeline } from './execute-pipeline.ts'
import { renderTable } from './render-table.ts'
import type { Style } from './style.ts'

type Pipelines = OpenedProject['definition']['pipelines']

/** Runs what pipelines are due for, one after the other, and shows it step by step. */
export async function runDuePipelines(
  context: Pick<CommandContext, 'live' | 'signal' | 'log'>,
  project: OpenedProject,
  pipelines: Pipelines,
): Promise<readonly DueOutcome[]> {
  const deps = { ...project, log: logOf(context.log, 'schedules') }
  const run: RunDue['run'] = async (name, due) =>
    (await showPipeline(context, project, name, due)).run
  const outcomes: DueOutcome[] = []
  for (const pipeline of pipelines) {
    outcomes.push(...(await runDue(deps, pipeline, { run, signal: context.signal })))
  }
  return outcomes
}

/** What came of what was due, as plain data. */
export function toDueReply({ due, run, problem }: DueOutcome) {
  return {
    pipeline: due.pipeline,
    dueAt: due.dueAt,
    reason: due.reason,
    runId: run?.id ?? null,
    status: run?.status ?? 'failed',
    problem: problem ?? null,
  }
}

export type DueReply = ReturnType<typeof toDueReply>

export function renderDue(ran: readonly DueReply[], nothing: string, style: Style): string {
  const columns = [
    { title: 'pipeline', of: (one: DueReply) => style.bold(one.pipeline) },
    { title: 'why', of: (one: DueReply) => one.reason },
    { title: 'run', of: (one: DueReply) => one.runId ?? '–' },
    { title: 'ended', of: (one: DueReply) => one.problem ?? one.status },
  ]
  return renderTable(ran, columns, { style, nothing })
}

/** All went well, or something outside was in the way. */
export function exitCodeOf(ran: readonly DueReply[]): number {
  return ran.every(({ status }) => status === 'succeeded') ? 0 : 7
}
