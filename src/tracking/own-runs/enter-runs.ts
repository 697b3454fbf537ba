import { maskSecretsIn } from '../../base/index.ts'
import type { LoggedRunsTable, Queries } from '../../storage/index.ts'
import { chunksOf } from '../chunks-of.ts'
import { longestParam, longestTag } from '../experiments/logged-key.ts'
import { runNameTag, type LoggedRunStatus } from '../experiments/logged-run.ts'
import { openExperiment } from '../experiments/open-experiment.ts'
import type { EndedRun, Run, RunOutcome } from '../run.ts'

const statuses: Readonly<Record<RunOutcome, LoggedRunStatus>> = {
  succeeded: 'FINISHED',
  failed: 'FAILED',
  skipped: 'FINISHED',
  interrupted: 'KILLED',
}

/**
 * Enters runs of the platform among those that programs log, so that one search finds both and a program's run can
 * lie below a step's. What was skipped has not run. A run lies in the experiment of the one at the top, which has
 * that one's name.
 */
export async function enterRuns(queries: Queries, runs: readonly Run[]): Promise<void> {
  const entered = runs.filter(({ status }) => status !== 'skipped')
  if (entered.length === 0) return
  const experiments = await experimentsOf(queries, entered)
  const rows = entered.map((run) => toRow(run, experiments.get(run.id) ?? 0))
  for (const chunk of chunksOf(rows)) {
    await queries.insertInto('logged_runs').values(chunk).execute()
  }
  for (const chunk of chunksOf(entered.flatMap(tagsOf))) {
    await queries.insertInto('logged_tags').values(chunk).execute()
  }
  await enterParams(queries, entered)
}

/** Leaves alone what was not entered. */
export async function enterEnd(queries: Queries, run: EndedRun): Promise<void> {
  const { numUpdatedRows } = await queries
    .updateTable('logged_runs')
    .set({ status: statuses[run.status], end_ms: run.endedAt.getTime() })
    .where('run_id', '=', run.id)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return
  await enterParams(queries, [run])
  if (run.error === undefined) return
  const { code, message } = maskSecretsIn(run.error)
  const value = `${code}: ${message}`.slice(0, longestTag)
  await queries
    .insertInto('logged_tags')
    .values({ run_id: run.id, key: 'swell.error', value })
    .onConflict((conflict) => conflict.columns(['run_id', 'key']).doUpdateSet({ value }))
    .execute()
}

async function experimentsOf(
  queries: Queries,
  runs: readonly Run[],
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>()
  const parents = [...new Set(runs.flatMap(({ parentId }) => parentId ?? []))]
  for (const ids of chunksOf(parents)) {
    const query = queries.selectFrom('logged_runs').select(['run_id', 'experiment_id'])
    const rows = await query.where('run_id', 'in', ids).execute()
    for (const { run_id, experiment_id } of rows) found.set(run_id, experiment_id)
  }
  for (const { id, name, parentId, startedAt } of runs) {
    const inherited = parentId === undefined ? undefined : found.get(parentId)
    found.set(id, inherited ?? (await openExperiment(queries, name, startedAt)))
  }
  return found
}

function toRow(run: Run, experiment: number): LoggedRunsTable {
  const isOpen = run.status === 'open'
  return {
    run_id: run.id,
    experiment_id: experiment,
    name: run.name,
    user_name: '',
    status: isOpen ? 'RUNNING' : statuses[run.status],
    start_ms: run.startedAt.getTime(),
    end_ms: isOpen ? null : run.endedAt.getTime(),
    lifecycle: 'active',
    deleted_ms: null,
  }
}

function tagsOf({ id, name, kind, parentId, reason, code }: Run) {
  const tags = {
    [runNameTag]: name,
    'swell.kind': kind,
    ...(parentId === undefined ? {} : { 'mlflow.parentRunId': parentId }),
    ...(reason === undefined ? {} : { 'swell.reason': reason }),
    ...(code.commit === undefined ? {} : { 'mlflow.source.git.commit': code.commit }),
    ...(code.dirty === true ? { 'mlflow.source.git.dirty': 'true' } : {}),
  }
  return Object.entries(tags).map(([key, value]) => ({
    run_id: id,
    key,
    value: value.slice(0, longestTag),
  }))
}

/** Settings are parameters; those of a step may be known only at its end. */
async function enterParams(queries: Queries, runs: readonly Run[]): Promise<void> {
  const rows = runs.flatMap(({ id, settings }) =>
    Object.entries(typeof settings === 'object' ? maskSecretsIn(settings ?? {}) : {}).map(
      ([key, value]) => ({ run_id: id, key, value: writeSetting(value) }),
    ),
  )
  for (const chunk of chunksOf(rows)) {
    await queries
      .insertInto('logged_params')
      .values(chunk)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

function writeSetting(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null')
  return text.slice(0, longestParam)
}
