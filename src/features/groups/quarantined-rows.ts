import { ident, parquetFiles, sql, type EngineRow, type TableEngine } from '../../table/index.ts'
import type { CommitId } from './commit.ts'
import type { GroupDeps } from './group-relation.ts'

/** A row that was left out at the door, and why. */
export interface QuarantinedRow {
  /** The commit that it would have come in with. */
  readonly commit: CommitId
  readonly committedAt: Date
  /** The text that it came with. */
  readonly delivery: string
  /** The checks that it broke. */
  readonly broken: string
  readonly values: EngineRow
}

/** Rows that were quarantined, by `until` if it is told; those of the newest commits first. */
export async function quarantinedRows(
  deps: GroupDeps & { readonly engine: TableEngine },
  group: string,
  options: { readonly limit: number; readonly until?: Date },
): Promise<QuarantinedRow[]> {
  const { limit } = options
  const found: QuarantinedRow[] = []
  const commits = await deps.commits.list(group, options)
  for (const { id, committedAt, checks } of commits.toReversed()) {
    const kept = checks.find((check) => check.kept !== undefined)?.kept
    if (kept === undefined) continue
    if (found.length >= limit) break
    const relation = parquetFiles([await deps.blobs.openPath(kept)])
    const rows = await deps.engine.rows(
      sql`select * from ${relation} order by ${ident('_delivery')} limit ${limit - found.length}`,
    )
    for (const { _delivery, _broken, _known_at, ...values } of rows) {
      const [delivery, broken] = [String(_delivery), String(_broken)]
      found.push({ commit: id, committedAt, delivery, broken, values })
    }
  }
  return found
}
