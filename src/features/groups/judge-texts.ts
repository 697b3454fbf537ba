import type { Digest } from '../../base/index.ts'
import {
  checkRows,
  putTable,
  takeOutBroken,
  type CheckOptions,
  type CheckReport,
  type CheckResult,
  type DeliveryId,
  type NewText,
  type RefusalReason,
} from '../../data/index.ts'
import { ident, joinSql, quoted, sql, type Sql } from '../../table/index.ts'
import type { AppendDeps } from './append-commit.ts'
import type { CommitCheck } from './commit.ts'
import type { Group } from './group.ts'
import { checkOptions, toCommitCheck, warningsOf } from './judge-rows.ts'

/** What the door has decided on the rows of new texts. */
export interface JudgedTexts {
  readonly refused: ReadonlyMap<DeliveryId, RefusalReason>
  readonly checks: readonly CommitCheck[]
  readonly report: CheckReport
  readonly quarantinedCount: number
  readonly warnings: readonly string[]
}

/**
 * Holds the rows in a temporary table to the group's checks. What is refused or quarantined is taken
 * out of the table; quarantined rows are kept as a blob of their own. A text of which no row is left is
 * refused.
 */
export async function judgeTexts(
  deps: AppendDeps,
  group: Group,
  table: string,
  texts: readonly NewText[],
  unreadable: ReadonlyMap<DeliveryId, RefusalReason>,
): Promise<JudgedTexts> {
  const options: CheckOptions = {
    ...checkOptions(deps, group),
    batch: '_delivery',
    batches: texts.map(({ id }) => id).filter((id) => !unreadable.has(id)),
  }
  const report = await checkRows(deps.engine, ident(table), options)
  const { results } = report
  const refused = new Map([...unreadable, ...reasonsOf(results)])
  await dropRows(deps, table, [...refused.keys()])
  const before = await countRows(deps, table)
  const kept = await takeOutBroken(deps.engine, table, options, (rows) =>
    keepPartlyBroken(deps, table, rows),
  )
  const after = await countRows(deps, table)
  for (const delivery of before.keys()) {
    if (!after.has(delivery)) refused.set(delivery, { message: 'Every row was quarantined.' })
  }
  return {
    refused,
    report,
    checks: results.map((result) => toCommitCheck(result, kept?.digest)),
    quarantinedCount: kept?.rowCount ?? 0,
    warnings: warningsOf(results),
  }
}

function reasonsOf(results: readonly CheckResult[]): Map<DeliveryId, RefusalReason> {
  const reasons = new Map<DeliveryId, RefusalReason>()
  for (const { expected, severity, batches, rows } of results) {
    if (severity !== 'refuse') continue
    for (const batch of batches) {
      const id = batch as DeliveryId
      const before = reasons.get(id)
      const said = before === undefined ? '' : `${before.message} `
      const own = rows.filter(({ place }) => place.batch === batch).map(({ values }) => values)
      reasons.set(id, {
        message: `${said}Broken check: ${expected}.`,
        rows: [...(before?.rows ?? []), ...own],
      })
    }
  }
  return reasons
}

interface Kept {
  readonly digest: Digest
  readonly rowCount: number
}

/** Keeps broken rows of texts that come in with others; what is broken whole has its text archived. */
async function keepPartlyBroken(
  deps: AppendDeps,
  table: string,
  broken: Sql,
): Promise<Kept | undefined> {
  const countOf = (rows: Sql) =>
    sql`(select _delivery, count(*) as row_count from ${rows} group by _delivery)`
  const partly = sql`
    select broken.* from (${broken}) as broken
    join ${countOf(sql`(${broken})`)} as those using (_delivery)
    join ${countOf(ident(table))} as all_rows using (_delivery)
    where those.row_count < all_rows.row_count order by _delivery`
  const [found] = await deps.engine.rows(sql`select count(*) as row_count from (${partly})`)
  const rowCount = Number(found?.['row_count'] ?? 0)
  return rowCount === 0 ? undefined : { digest: await putTable(deps, partly), rowCount }
}

async function dropRows(
  deps: AppendDeps,
  table: string,
  deliveries: readonly DeliveryId[],
): Promise<void> {
  if (deliveries.length === 0) return
  const ids = joinSql(deliveries.map(quoted), ', ')
  await deps.engine.run(sql`delete from ${ident(table)} where _delivery in (${ids})`)
}

async function countRows(deps: AppendDeps, table: string): Promise<Map<DeliveryId, number>> {
  const rows = await deps.engine.rows(
    sql`select _delivery, count(*) as row_count from ${ident(table)} group by _delivery`,
  )
  return new Map(rows.map((row) => [row['_delivery'] as DeliveryId, Number(row['row_count'])]))
}
