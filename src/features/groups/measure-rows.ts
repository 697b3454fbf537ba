import {
  ident,
  joinSql,
  readSummaries,
  sql,
  summaryAggregates,
  type ColumnSummary,
  type Sql,
  type TableEngine,
} from '../../table/index.ts'
import type { Segment } from './commit.ts'
import type { GroupShape } from './group-shape.ts'

export interface MeasuredRows {
  readonly range: Pick<Segment, 'rowCount' | 'oldestEventAt' | 'newestEventAt'>
  readonly statistics: readonly ColumnSummary[]
}

/** From so many rows on a quarter of them is enough for medians: their ranks are off by about 0.5 % then. */
const manyRows = 50_000

/** How many rows there are, from when, and what their columns hold. */
export async function measureRows(
  engine: TableEngine,
  group: GroupShape,
  table: string,
): Promise<MeasuredRows> {
  const measured = await measure(engine, group, { table, sample: ident('_is_sampled') })
  if (measured.range.rowCount >= manyRows) return measured
  return measure(engine, group, { table, sample: undefined })
}

async function measure(
  engine: TableEngine,
  group: GroupShape,
  { table, sample }: { readonly table: string; readonly sample: Sql | undefined },
): Promise<MeasuredRows> {
  const time = ident(group.time)
  const aggregates = joinSql(summaryAggregates(group.columns, sample), ', ')
  const identity = joinSql([...group.key, group.time].map(ident), ', ')
  const rows =
    sample === undefined
      ? ident(table)
      : sql`(select *, hash(${identity}) & 3 = 0 as ${sample} from ${ident(table)})`
  const [found = {}] = await engine.rows(sql`
    select count(*) as row_count, min(${time}) as oldest, max(${time}) as newest, ${aggregates}
    from ${rows}`)
  return {
    range: {
      rowCount: Number(found['row_count']),
      oldestEventAt: found['oldest'] as Date,
      newestEventAt: found['newest'] as Date,
    },
    statistics: readSummaries(group.columns, found),
  }
}
