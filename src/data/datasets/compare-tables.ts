import {
  describeColumns,
  float,
  ident,
  integer,
  joinSql,
  sql,
  text,
  type Columns,
  type ColumnSummary,
  type Sql,
  type TableEngine,
} from '../../table/index.ts'
import { compareProfiles, type ColumnDrift } from '../profiles/compare-profiles.ts'
import { withTypedTable, type ProfiledFile } from '../profiles/profile-files.ts'
import { profileTable } from '../profiles/profile-table.ts'

/** How one table differs from another, in its columns and in what they hold. */
export interface TableChanges {
  readonly rowCount: Pair<number>
  readonly addedColumns: readonly TableColumn[]
  readonly removedColumns: readonly TableColumn[]
  readonly retypedColumns: readonly { readonly name: string; readonly type: Pair<string> }[]
  /** Columns of both whose numbers differ. */
  readonly changedColumns: readonly ColumnChange[]
  /** How the values of each column of both moved; none where one side has no rows. */
  readonly drift: readonly ColumnDrift[]
  /** Where a key was given that both tables have. */
  readonly keys?: KeyChanges
}

/** How many keys came, went, or have other values now, in the columns of both. */
export interface KeyChanges {
  readonly addedCount: number
  readonly removedCount: number
  readonly changedCount: number
}

export interface Pair<Value> {
  readonly before: Value
  readonly after: Value
}

export interface TableColumn {
  readonly name: string
  /** As DuckDB calls it. */
  readonly type: string
}

export interface ColumnChange {
  readonly name: string
  /** From 0 to 1. */
  readonly missingShare: Pair<number>
  /** Estimated by HyperLogLog: often 10 % off. */
  readonly distinctCount: Pair<number>
  /** Of numbers. */
  readonly mean?: Pair<number | undefined>
}

/** Compares two tables, whatever their formats; row by row, if told their key. */
export async function compareTables(
  engine: TableEngine,
  files: Pair<ProfiledFile>,
  key: readonly string[] = [],
): Promise<TableChanges> {
  return withTypedTable(engine, files.before, (before) =>
    withTypedTable(engine, files.after, (after) => compareTyped(engine, { before, after }, key)),
  )
}

async function compareTyped(
  engine: TableEngine,
  relations: Pair<Sql>,
  key: readonly string[],
): Promise<TableChanges> {
  const [before, after] = [
    await describeTable(engine, relations.before),
    await describeTable(engine, relations.after),
  ]
  const typesBefore = new Map(before.columns.map(({ name, type }) => [name, type]))
  const typesAfter = new Map(after.columns.map(({ name, type }) => [name, type]))
  const alike = after.columns.filter(({ name, type }) => isComparable(typesBefore.get(name), type))
  const hasKey = key.length > 0 && key.every((name) => alike.some((one) => one.name === name))
  return {
    ...(hasKey ? { keys: await compareKeys(engine, relations, key, alike) } : {}),
    rowCount: { before: before.rowCount, after: after.rowCount },
    addedColumns: after.columns.filter(({ name }) => !typesBefore.has(name)),
    removedColumns: before.columns.filter(({ name }) => !typesAfter.has(name)),
    retypedColumns: after.columns.flatMap(({ name, type }) => {
      const old = typesBefore.get(name)
      return old === undefined || old === type ? [] : [{ name, type: { before: old, after: type } }]
    }),
    changedColumns: after.summaries.flatMap((summary) => {
      const old = before.summaries.find(({ name }) => name === summary.name)
      return old === undefined ? [] : compareColumns(before.rowCount, old, after.rowCount, summary)
    }),
    drift: await driftOf(engine, relations, { before, after }),
  }
}

/** Where one side has no rows there is nothing to measure. */
async function driftOf(
  engine: TableEngine,
  relations: Pair<Sql>,
  { before, after }: Pair<DescribedTable>,
): Promise<readonly ColumnDrift[]> {
  if (before.rowCount === 0 || after.rowCount === 0) return []
  const earlier = await profileTable(engine, relations.before)
  const later = await profileTable(engine, relations.after)
  return compareProfiles(earlier, later).columns
}

/** Rows of one key are taken together, in no order: so a key that stands twice does no harm. */
async function compareKeys(
  engine: TableEngine,
  relations: Pair<Sql>,
  key: readonly string[],
  columns: readonly TableColumn[],
): Promise<KeyChanges> {
  const values = columns.map(({ name, type }) =>
    isNumber(type) ? sql`${ident(name)}::double` : ident(name),
  )
  const valueOf = (name: string) =>
    values[columns.findIndex((column) => column.name === name)] ?? ident(name)
  const byKey = (relation: Sql): Sql => sql`
    select row(${joinSql(key.map(valueOf), ', ')}) as row_key,
           sum(hash(${joinSql(values, ', ')})::hugeint) as content
    from ${relation} group by row_key`
  const [found] = await engine.rows(sql`
    select count(*) filter (earlier.content is null) as added,
           count(*) filter (later.content is null) as removed,
           count(*) filter (earlier.content <> later.content) as changed
    from (${byKey(relations.before)}) as earlier
    full join (${byKey(relations.after)}) as later on earlier.row_key = later.row_key`)
  return {
    addedCount: Number(found?.['added'] ?? 0),
    removedCount: Number(found?.['removed'] ?? 0),
    changedCount: Number(found?.['changed'] ?? 0),
  }
}

interface DescribedTable {
  readonly rowCount: number
  readonly columns: readonly TableColumn[]
  readonly summaries: readonly ColumnSummary[]
}

async function describeTable(engine: TableEngine, relation: Sql): Promise<DescribedTable> {
  const rows = await engine.rows(sql`describe select * from ${relation}`)
  const columns = rows.map((row) => ({
    name: String(row['column_name']),
    type: String(row['column_type']),
  }))
  const [counted] = await engine.rows(sql`select count(*) as row_count from ${relation}`)
  return {
    rowCount: Number(counted?.['row_count'] ?? 0),
    columns,
    summaries: await describeColumns(engine, relation, toColumns(columns)),
  }
}

function toColumns(columns: readonly TableColumn[]): Columns {
  return Object.fromEntries(
    columns.map(({ name, type }): readonly [string, Columns[string]] => {
      if (!isNumber(type)) return [name, text()]
      return [name, type.includes('INT') ? integer() : float()]
    }),
  )
}

function isNumber(type: string): boolean {
  return /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|REAL|DECIMAL\(.*\))$/.test(type)
}

/** Of numbers the values are compared, whatever their type. */
function isComparable(before: string | undefined, after: string): boolean {
  if (before === undefined) return false
  return before === after || (isNumber(before) && isNumber(after))
}

function compareColumns(
  rowsBefore: number,
  before: ColumnSummary,
  rowsAfter: number,
  after: ColumnSummary,
): readonly ColumnChange[] {
  const missingShare = {
    before: share(before.missingCount, rowsBefore),
    after: share(after.missingCount, rowsAfter),
  }
  const distinctCount = { before: before.distinctCount, after: after.distinctCount }
  const mean = { before: before.mean, after: after.mean }
  const isSame = [missingShare, distinctCount, mean].every((pair) => pair.before === pair.after)
  if (isSame) return []
  const isNumber = mean.before !== undefined || mean.after !== undefined
  return [{ name: after.name, missingShare, distinctCount, ...(isNumber ? { mean } : {}) }]
}

function share(count: number, of: number): number {
  return of === 0 ? 0 : count / of
}
