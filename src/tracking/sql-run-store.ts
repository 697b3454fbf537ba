import { maskSecretsIn, type Digest } from '../base/index.ts'
import { parseProcessOwner, type DatabaseSession, type RunsTable } from '../storage/index.ts'
import { chunksOf } from './chunks-of.ts'
import type { CodeState } from './code-state.ts'
import { gatherChanges } from './gather-changes.ts'
import { enterEnd, enterRuns } from './own-runs/enter-runs.ts'
import type { EndedRun, OpenRun, Run, RunError, RunId, RunKind, RunStatus } from './run.ts'
import type { RunQuery, RunStore } from './run-store.ts'

const defaultLimit = 100

/** Keeps runs in the metadata database. */
export function sqlRunStore(session: DatabaseSession): RunStore {
  const { queries } = session
  // Steps that start and end at the same time are written at the same time.
  const changes = gatherChanges<Change, boolean>((some) => writeChanges(session, some))
  return {
    async insert(runs) {
      if (runs.length > 0) await changes.make({ type: 'insert', runs })
    },

    async find(id) {
      const query = queries.selectFrom('runs').selectAll().where('run_id', '=', id)
      const row = await query.executeTakeFirst()
      return row === undefined ? undefined : toRun(row)
    },

    async list({ limit = defaultLimit, ...query }) {
      let rows = queries.selectFrom('runs').selectAll()
      for (const [column, value] of columnsOf(query)) rows = rows.where(column, '=', value)
      const { parentName, parentKind = 'pipeline', before, cacheKeys } = query
      if (before !== undefined) rows = rows.where('run_id', '<', before)
      if (cacheKeys !== undefined) rows = rows.where('cache_key', 'in', cacheKeys)
      if (parentName !== undefined) {
        rows = rows.where('parent_run_id', 'in', (select) =>
          select
            .selectFrom('runs as parents')
            .select('parents.run_id')
            .where('parents.kind', '=', parentKind)
            .where('parents.name', '=', parentName),
        )
      }
      return (await rows.orderBy('run_id', 'desc').limit(limit).execute()).map(toRun)
    },

    async listLatest({ parentName, parentKind, names }) {
      const rows = await queries
        .selectFrom('runs')
        .selectAll()
        .where('run_id', 'in', (select) =>
          select
            .selectFrom('runs as children')
            .innerJoin('runs as parents', 'parents.run_id', 'children.parent_run_id')
            .select(({ fn }) => fn.max('children.run_id').as('run_id'))
            .where('parents.kind', '=', parentKind)
            .where('parents.name', '=', parentName)
            .where('children.kind', '=', 'step')
            .where('children.name', 'in', names)
            .where('children.status', '=', 'succeeded')
            .groupBy('children.name'),
        )
        .execute()
      return rows.map(toRun)
    },

    markEnded: (run) => changes.make({ type: 'end', run }),
  }
}

type Change =
  | { readonly type: 'insert'; readonly runs: readonly Run[] }
  | { readonly type: 'end'; readonly run: EndedRun }

/** Says of each change whether it was made. */
async function writeChanges(
  session: DatabaseSession,
  changes: readonly Change[],
): Promise<readonly boolean[]> {
  return session.transaction(async (within) => {
    const written: boolean[] = []
    for (const change of changes) written.push(await writeChange(within, change))
    return written
  })
}

async function writeChange({ queries }: DatabaseSession, change: Change): Promise<boolean> {
  if (change.type === 'insert') {
    for (const runs of chunksOf(change.runs)) {
      await queries.insertInto('runs').values(runs.map(toRow)).execute()
    }
    await enterRuns(queries, change.runs)
    return true
  }
  const { run } = change
  const { numUpdatedRows } = await queries
    .updateTable('runs')
    .set({ ...endOf(run), ...foundOutOf(run) })
    .where('run_id', '=', run.id)
    .where('status', '=', 'open')
    .executeTakeFirst()
  if (numUpdatedRows === 1n) await enterEnd(queries, run)
  return numUpdatedRows === 1n
}

function columnsOf({ kind, status, name, parentId }: RunQuery) {
  const columns = [
    ['kind', kind],
    ['status', status],
    ['name', name],
    ['parent_run_id', parentId],
  ] as const
  return columns.flatMap(([column, value]) =>
    value === undefined ? [] : [[column, value] as const],
  )
}

function toRow(run: Run): RunsTable {
  return {
    run_id: run.id,
    kind: run.kind,
    name: run.name,
    parent_run_id: run.parentId ?? null,
    owner: JSON.stringify(run.owner),
    started_at: run.startedAt.toISOString(),
    ...foundOutOf(run),
    code: JSON.stringify(run.code),
    inputs: JSON.stringify(run.inputs),
    reason: run.reason ?? null,
    ...(run.status === 'open'
      ? { status: run.status, ended_at: null, outputs: null, error: null }
      : endOf(run)),
  }
}

/** What may be known only when a run has ended. */
function foundOutOf({ settings, cacheKey }: Run) {
  return { settings: JSON.stringify(maskSecretsIn(settings ?? null)), cache_key: cacheKey ?? null }
}

function endOf(run: EndedRun) {
  return {
    status: run.status,
    ended_at: run.endedAt.toISOString(),
    outputs: run.outputs === undefined ? null : JSON.stringify(run.outputs),
    error: run.error === undefined ? null : JSON.stringify(maskSecretsIn(run.error)),
  }
}

function toRun(row: RunsTable): Run {
  const open: Omit<OpenRun, 'status'> = {
    id: row.run_id as RunId,
    kind: row.kind as RunKind,
    name: row.name,
    owner: parseProcessOwner(row.owner),
    startedAt: new Date(row.started_at),
    settings: JSON.parse(row.settings) as unknown,
    code: JSON.parse(row.code) as CodeState,
    inputs: JSON.parse(row.inputs) as Record<string, unknown>,
    ...(row.parent_run_id === null ? {} : { parentId: row.parent_run_id as RunId }),
    ...(row.cache_key === null ? {} : { cacheKey: row.cache_key as Digest }),
    ...(row.reason === null ? {} : { reason: row.reason }),
  }
  const status = row.status as RunStatus
  if (status === 'open' || row.ended_at === null) return { ...open, status: 'open' }
  return {
    ...open,
    status,
    endedAt: new Date(row.ended_at),
    ...(row.outputs === null ? {} : { outputs: JSON.parse(row.outputs) as unknown }),
    ...(row.error === null ? {} : { error: JSON.parse(row.error) as RunError }),
  }
}
