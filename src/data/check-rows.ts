import {
  ident,
  joinSql,
  sql,
  type Columns,
  type EngineRow,
  type Sql,
  type TableEngine,
} from '../table/index.ts'
import { columnChecks, type Check } from './check.ts'

/** What one check found. */
export interface CheckResult {
  readonly check: string
  readonly failedCount: number
  /** The batches that hold a failing row. */
  readonly batches: readonly string[]
  /** The first failing rows of each batch. */
  readonly rows: readonly EngineRow[]
}

const sampleCount = 5

/**
 * Judges the rows of a relation by the columns' own rules and `checks`, in one pass. `batch` names the
 * column that tells which batch a row came with.
 */
export async function checkRows(
  engine: TableEngine,
  relation: Sql,
  options: { readonly columns: Columns; readonly checks: readonly Check[]; readonly batch: string },
): Promise<CheckResult[]> {
  const checks = [...columnChecks(options.columns), ...options.checks]
  if (checks.length === 0) return []
  const batch = ident(options.batch)
  const broken = checks.map((check, at) => sql`${check.breaks(batch)} as ${flag(at)}`)
  const judged = sql`select *, ${joinSql(broken, ', ')} from ${relation}`
  const counts = checks.map((_, at) => sql`count(*) filter (${flag(at)}) as ${flag(at)}`)
  const [found = {}] = await engine.rows(sql`select ${joinSql(counts, ', ')} from (${judged})`)
  return Promise.all(
    checks.map(async (check, at) => {
      const failedCount = Number(found[`broken_${at}`] ?? 0)
      if (failedCount === 0) return { check: check.name, failedCount, batches: [], rows: [] }
      const failing = sql`(${judged}) where ${flag(at)}`
      const batches = await engine.rows(
        sql`select distinct ${batch} as batch from ${failing} order by 1`,
      )
      const names = joinSql([...Object.keys(options.columns).map(ident), batch], ', ')
      const rows = await engine.rows(sql`
        select ${names} from ${failing}
        qualify row_number() over (partition by ${batch}) <= ${sampleCount}`)
      return {
        check: check.name,
        failedCount,
        batches: batches.map((row) => String(row['batch'])),
        rows,
      }
    }),
  )
}

function flag(at: number): Sql {
  return ident(`broken_${at}`)
}
