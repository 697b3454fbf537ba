import type { BlobStore } from '../../storage/index.ts'
import { joinSql, parquetFiles, sql, type Columns, type Sql } from '../../table/index.ts'
import type { CommitStore } from './commit-store.ts'
import type { Commit, Segment } from './commit.ts'
import { emptyColumns, storedAs } from './evolve-columns.ts'
import type { GroupShape } from './group-shape.ts'
import { compactedColumns } from './system-columns.ts'

export interface GroupDeps {
  readonly commits: CommitStore
  readonly blobs: BlobStore
}

/** A group's rows as of some commits, to be read from in a query. */
export interface GroupRelation {
  readonly relation: Sql
  readonly commits: readonly Commit[]
}

/**
 * All that was ever told of a group's rows, or by `until`: its columns, and beside them `_known_at`,
 * `_delivery`, `_deleted` for a row that says that there is none, and `_commit`. What is true of each
 * key and time is told by `newestTellings`.
 */
export async function groupRelation(
  deps: GroupDeps,
  group: GroupShape,
  options: { readonly until?: Date } = {},
): Promise<GroupRelation> {
  const commits = await deps.commits.list(group.name, options)
  return { relation: await commitsRelation(deps.blobs, group.columns, commits), commits }
}

/** The rows of commits, of which the last tells how far compacted segments are read. */
export async function commitsRelation(
  blobs: BlobStore,
  columns: Columns,
  commits: readonly Commit[],
): Promise<Sql> {
  const last = commits.at(-1)?.sequence ?? 0
  const segments = commits.flatMap(({ segments: own, group, kind, sequence }) =>
    own.map((segment) => ({ ...segment, group, kind, sequence })),
  )
  if (segments.length === 0) {
    return sql`(select ${emptyColumns(compactedColumns(columns))} where false)`
  }
  const alike = Map.groupBy(segments, layoutOf)
  const parts = await Promise.all([...alike.values()].map((own) => part(blobs, columns, own, last)))
  return sql`(${joinSql(parts, ' union all ')})`
}

type PlacedSegment = Segment & Pick<Commit, 'group' | 'kind' | 'sequence'>

/** Equal for segments that one reading takes. */
function layoutOf({ columns, lastSequence, kind }: PlacedSegment): string {
  const names = Object.entries(columns).map(([name, { type, optional }]) => [name, type, optional])
  return JSON.stringify([names, lastSequence === undefined ? kind === 'delete' : 'compacted'])
}

async function part(
  blobs: BlobStore,
  columns: Columns,
  segments: readonly PlacedSegment[],
  last: number,
): Promise<Sql> {
  const paths = await Promise.all(segments.map(({ digest }) => blobs.openPath(digest)))
  const [first] = segments
  const { lastSequence, kind, group } = first ?? {}
  const own = sql`${storedAs(group ?? '', first?.columns ?? columns, columns)}, _known_at, _delivery`
  if (lastSequence !== undefined) {
    return sql`select ${own}, _deleted, _commit from ${parquetFiles(paths)} where _commit <= ${last}`
  }
  const deleted = kind === 'delete' ? sql`true` : sql`false`
  // The engine numbers the files in the order in which they are named.
  const sequences = segments.map(({ sequence }) => sequence).join(', ')
  const list: Sql = { strings: [`[${sequences}]`], values: [] }
  const commit = sql`(${list})[(file_index + 1)::bigint]::bigint`
  return sql`select ${own}, ${deleted} as _deleted, ${commit} as _commit from ${parquetFiles(paths)}`
}
