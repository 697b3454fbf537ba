import type { BlobStore } from '../../storage/index.ts'
import {
  ident,
  joinSql,
  parquetFiles,
  sql,
  type Columns,
  type ColumnType,
  type Sql,
} from '../../table/index.ts'
import type { CommitStore } from './commit-store.ts'
import type { Commit } from './commit.ts'
import type { GroupShape } from './group-shape.ts'
import { storedColumns } from './system-columns.ts'

export interface GroupDeps {
  readonly commits: CommitStore
  readonly blobs: BlobStore
}

/** A group's rows as of some commits, to be read from in a query. */
export interface GroupRelation {
  readonly relation: Sql
  readonly commits: readonly Commit[]
}

/** All rows of a group, or those that were committed by `until`. */
export async function groupRelation(
  deps: GroupDeps,
  group: GroupShape,
  options: { readonly until?: Date } = {},
): Promise<GroupRelation> {
  const commits = await deps.commits.list(group.name, options)
  const segments = commits.flatMap((commit) => commit.segments)
  const paths = await Promise.all(segments.map(({ digest }) => deps.blobs.openPath(digest)))
  return { relation: relationOf(group, paths), commits }
}

/** Columns are named one by one: an older segment may lack or order them otherwise. */
function relationOf(group: GroupShape, paths: readonly string[]): Sql {
  const columns = storedColumns(group.columns)
  if (paths.length === 0) return emptyRelation(columns)
  const names = joinSql(Object.keys(columns).map(ident), ', ')
  return sql`(select ${names} from ${parquetFiles(paths)})`
}

const typeNames: Readonly<Record<ColumnType, Sql>> = {
  text: sql`varchar`,
  float: sql`double`,
  integer: sql`bigint`,
  boolean: sql`boolean`,
  timestamp: sql`timestamp`,
}

function emptyRelation(columns: Columns): Sql {
  const casts = Object.entries(columns).map(
    ([name, { type }]) => sql`null::${typeNames[type]} as ${ident(name)}`,
  )
  return sql`(select ${joinSql(casts, ', ')} where false)`
}
