import { rowFaultFinder } from '../../data/index.ts'
import type { DatabaseSession } from '../../storage/index.ts'
import type { Columns, EngineRow } from '../../table/index.ts'
import { appendRelation, type AppendDeps, type CommitOptions } from './append-commit.ts'
import type { Commit } from './commit.ts'
import type { Group } from './group.ts'
import { insertJudgement } from './insert-judgement.ts'
import { judgeRows } from './judge-rows.ts'
import type { NewRow } from './new-row.ts'
import { storedColumns } from './system-columns.ts'

export interface AppendOptions<Row = EngineRow> {
  readonly runId?: string | undefined
  /** When the rows were known: one moment, or each row's own. Now when it is not told. */
  readonly knownAt?: Date | ((row: Row) => Date)
  /** Writes what belongs to the same transaction. */
  readonly alongside?: (session: DatabaseSession, commit: Commit) => Promise<void>
}

/**
 * Appends rows to a group as one commit. A row of a key and time told before corrects it. The group's
 * checks judge the rows: Throws `rowsRefused`, which says what they break, and takes none; what breaks a
 * check of severity `quarantine` is left out and kept beside the commit. Throws a `TypeError` for no
 * rows, and for a row that is not of the group's columns: that is a defect of the caller.
 */
export async function appendRows<C extends Columns>(
  deps: AppendDeps,
  group: Group<C>,
  rows: Iterable<NewRow<C>>,
  options: AppendOptions<NewRow<C>> = {},
): Promise<Commit> {
  return withStoredRows(deps, group, rows, options, (table) =>
    commitJudged(deps, group, table, { kind: 'append', ...options }),
  )
}

/** Judges the rows of a table and makes them a commit, with what the checks have found beside it. */
export async function commitJudged(
  deps: AppendDeps,
  group: Group,
  table: string,
  options: Pick<CommitOptions, 'kind' | 'alongside'> & { readonly runId?: string | undefined },
): Promise<Commit> {
  const { kind, alongside } = options
  const runId = options.runId ?? deps.runId
  const { checks, report } = await judgeRows(deps, group, table)
  return appendRelation(deps, group, table, {
    kind,
    runId,
    checks,
    alongside: async (session, commit) => {
      const { id, committedAt: judgedAt } = commit
      await insertJudgement(session, report, { judgedAt, runId, commit: id })
      await alongside?.(session, commit)
    },
  })
}

/** Puts rows into a temporary table as they are to be stored. */
export async function withStoredRows<C extends Columns, Result>(
  deps: AppendDeps,
  group: Group<C>,
  rows: Iterable<NewRow<C>>,
  options: Pick<AppendOptions<NewRow<C>>, 'knownAt'>,
  use: (table: string) => Promise<Result>,
): Promise<Result> {
  const { name, columns } = group
  const faultOf = rowFaultFinder(columns)
  const { knownAt = deps.now() } = options
  let rowCount = 0
  function* stored(): Iterable<EngineRow> {
    for (const row of rows) {
      rowCount += 1
      const fault = faultOf(row)
      if (fault !== undefined) throw new TypeError(`Row ${rowCount} for group ${name}: ${fault}.`)
      yield { ...row, _known_at: knownAt instanceof Date ? knownAt : knownAt(row) }
    }
  }
  return deps.engine.withRows(storedColumns(columns), stored(), async (table) => {
    if (rowCount === 0) throw new TypeError(`There are no rows to append to group ${name}.`)
    return use(table)
  })
}
