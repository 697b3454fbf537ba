import {
  ident,
  joinSql,
  sql,
  type EngineRow,
  type Sql,
  type TableEngine,
} from '../../table/index.ts'
import type { Check, CheckScope, RowCheck } from './check.ts'

/** What was measured of one batch; everything is by the place of its check. */
export interface BatchMeasure {
  readonly batch: string | undefined
  readonly rowCount: number
  readonly brokenCounts: ReadonlyMap<number, number>
  readonly values: ReadonlyMap<number, Readonly<Record<string, unknown>>>
}

/**
 * Measures all that the checks ask of each batch, in one statement. Rows that break a check with a
 * cheaper tally are counted in a second one, if there are any. `batches` without rows are measured too.
 */
export async function measureBatches(
  engine: TableEngine,
  relation: Sql,
  checks: readonly Check[],
  scope: CheckScope,
  batches: readonly string[],
): Promise<BatchMeasure[]> {
  const rows = await engine.rows(measureAll(relation, checks, scope))
  const tallied = checks.flatMap((check, at) => {
    if (check.kind !== 'row' || check.tally === undefined) return []
    return rows.some((row) => Number(row[nameOf(at)]) > 0) ? [{ check, at }] : []
  })
  const counted = await countBroken(engine, relation, tallied, scope)
  const measures = rows.map((row) => toMeasure(row, checks, counted))
  const found = new Set(measures.map(({ batch }) => batch))
  const empty = batches.filter((batch) => !found.has(batch))
  return [
    ...measures,
    ...empty.map((batch) => ({
      batch,
      rowCount: 0,
      brokenCounts: new Map<number, number>(),
      values: new Map<number, EngineRow>(),
    })),
  ]
}

const rowCountName = 'row count'
const batchName = 'batch name'

function nameOf(at: number, measure = ''): string {
  return `check ${at} ${measure}`
}

function measureAll(relation: Sql, checks: readonly Check[], scope: CheckScope): Sql {
  const broken: Sql[] = []
  const aggregates = checks.flatMap((check, at): Sql[] => {
    switch (check.kind) {
      case 'row': {
        if (check.tally !== undefined) return [sql`${check.tally(scope)} as ${ident(nameOf(at))}`]
        broken.push(sql`${check.breaks(scope)} as ${ident(nameOf(at))}`)
        return [countOf(at)]
      }
      case 'table':
        return Object.entries(check.measures).map(
          ([measure, aggregate]) => sql`${aggregate} as ${ident(nameOf(at, measure))}`,
        )
      case 'schema':
      case 'comparison':
        return []
    }
  })
  return byBatch(judged(relation, broken), aggregates, scope)
}

async function countBroken(
  engine: TableEngine,
  relation: Sql,
  tallied: readonly { readonly check: RowCheck; readonly at: number }[],
  scope: CheckScope,
): Promise<ReadonlyMap<unknown, EngineRow> | undefined> {
  if (tallied.length === 0) return undefined
  const broken = tallied.map(({ check, at }) => sql`${check.breaks(scope)} as ${ident(nameOf(at))}`)
  const counts = tallied.map(({ at }) => countOf(at))
  const rows = await engine.rows(byBatch(judged(relation, broken), counts, scope))
  return new Map(rows.map((row) => [row[batchName], row]))
}

function judged(relation: Sql, broken: readonly Sql[]): Sql {
  return broken.length === 0 ? relation : sql`(select *, ${joinSql(broken, ', ')} from ${relation})`
}

function countOf(at: number): Sql {
  return sql`count(*) filter (${ident(nameOf(at))}) as ${ident(nameOf(at))}`
}

function byBatch(relation: Sql, aggregates: readonly Sql[], { batch }: CheckScope): Sql {
  const counts = [sql`count(*) as ${ident(rowCountName)}`, ...aggregates]
  if (batch === undefined) return sql`select ${joinSql(counts, ', ')} from ${relation}`
  return sql`select ${batch} as ${ident(batchName)}, ${joinSql(counts, ', ')} from ${relation}
    group by ${batch} order by 1`
}

function toMeasure(
  row: EngineRow,
  checks: readonly Check[],
  counted: ReadonlyMap<unknown, EngineRow> | undefined,
): BatchMeasure {
  const exact = counted?.get(row[batchName]) ?? {}
  const brokenCounts = new Map<number, number>()
  const values = new Map<number, EngineRow>()
  for (const [at, check] of checks.entries()) {
    if (check.kind === 'row') {
      brokenCounts.set(at, Number(exact[nameOf(at)] ?? row[nameOf(at)] ?? 0))
    }
    if (check.kind === 'table') {
      const names = Object.keys(check.measures)
      values.set(at, Object.fromEntries(names.map((name) => [name, row[nameOf(at, name)]])))
    }
  }
  const batch = row[batchName]
  return {
    batch: typeof batch === 'string' ? batch : undefined,
    rowCount: Number(row[rowCountName]),
    brokenCounts,
    values,
  }
}
