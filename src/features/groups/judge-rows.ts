import type { Digest } from '../../base/index.ts'
import {
  checkRows,
  putTable,
  takeOutBroken,
  type CheckOptions,
  type CheckReport,
  type CheckResult,
} from '../../data/index.ts'
import { ident, sql } from '../../table/index.ts'
import { featuresErrors } from '../errors.ts'
import type { AppendDeps } from './append-commit.ts'
import type { CommitCheck } from './commit.ts'
import type { Group } from './group.ts'
import { openCheckTable } from './open-check-table.ts'
import { sqlCommitStore } from './sql-commit-store.ts'

/** What the door has decided on rows that come in or stay out together. */
export interface JudgedRows {
  readonly checks: readonly CommitCheck[]
  readonly quarantinedCount: number
  readonly warnings: readonly string[]
  readonly report: CheckReport
}

/**
 * Holds the rows in a temporary table to the group's checks. Throws `rowsRefused` where a check of
 * severity `refuse` is broken, and where every row is quarantined; other quarantined rows are taken out
 * of the table and kept as a blob of their own.
 */
export async function judgeRows(
  deps: AppendDeps,
  group: Group,
  table: string,
): Promise<JudgedRows> {
  const options = checkOptions(deps, group)
  const report = await checkRows(deps.engine, ident(table), options)
  const { results, rowCount } = report
  const broken = results.filter(({ holds, severity }) => !holds && severity === 'refuse')
  if (broken.length > 0) throw rowsRefused(group, broken)
  const kept = await takeOutBroken(deps.engine, table, options, async (rows) => {
    const [found] = await deps.engine.rows(sql`select count(*) as row_count from (${rows})`)
    return { digest: await putTable(deps, rows), rowCount: Number(found?.['row_count']) }
  })
  if (kept !== undefined && kept.rowCount === rowCount) {
    throw rowsRefused(
      group,
      results.filter(({ holds }) => !holds),
    )
  }
  return {
    checks: results.map((result) => toCommitCheck(result, kept?.digest)),
    quarantinedCount: kept?.rowCount ?? 0,
    warnings: warningsOf(results),
    report,
  }
}

export function checkOptions(deps: AppendDeps, group: Group): CheckOptions {
  return {
    table: group.name,
    columns: group.columns,
    checks: group.checks,
    ...(deps.settings === undefined ? {} : { settings: deps.settings }),
    now: deps.now(),
    into: group,
    openTable: openCheckTable({ ...deps, commits: sqlCommitStore(deps.database) }),
  }
}

export function toCommitCheck(result: CheckResult, kept: Digest | undefined): CommitCheck {
  const { check, severity, failedCount, holds } = result
  const quarantined = kept !== undefined && severity === 'quarantine' && !holds
  return { check, severity, failedCount, ...(quarantined ? { kept } : {}) }
}

export function warningsOf(results: readonly CheckResult[]): string[] {
  return results
    .filter(({ holds, severity }) => !holds && severity === 'warn')
    .map(({ expected, found }) => `${expected}: ${found}`)
}

function rowsRefused(group: Group, broken: readonly CheckResult[]) {
  const reasons = broken.map(({ expected, found }) => `${expected}: ${found}`).join('; ')
  const [first] = broken.flatMap(({ rows }) => rows)
  const example = first === undefined ? '' : ` The first: ${JSON.stringify(first.values)}.`
  return featuresErrors.rowsRefused({ group: group.name, reasons, example })
}
