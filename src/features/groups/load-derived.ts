import { messageOf, parseDuration } from '../../base/index.ts'
import { ident, joinSql, sql, timestamp, type Columns, type Sql } from '../../table/index.ts'
import { linkLineage, sqlLineageStore } from '../../tracking/index.ts'
import { featuresErrors } from '../errors.ts'
import { appendRelation } from './append-commit.ts'
import { assertColumns } from './assert-columns.ts'
import { countRows } from './count-rows.ts'
import { listDerivedInputs, recordDerivedInputs } from './derived-inputs.ts'
import { overGroups, touchedWindows, windowNumbers } from './derived-sql.ts'
import type { Derivation, MadeRows, WindowAggregates } from './derivation.ts'
import type { Commit } from './commit.ts'
import { commitsRelation, groupRelation } from './group-relation.ts'
import type { GroupShape } from './group-shape.ts'
import type { Group } from './group.ts'
import { insertJudgement } from './insert-judgement.ts'
import { judgeRows } from './judge-rows.ts'
import type { LoadDeps, LoadOptions, PartLoad } from './load.ts'
import { madeRows } from './made-rows.ts'
import { newestTellings } from './newest-tellings.ts'
import { sqlCommitStore } from './sql-commit-store.ts'
import { storedColumns } from './system-columns.ts'
import { dropTold } from './upsert-rows.ts'

/** A group that a derived one is made of, as it is now. */
interface Input {
  readonly group: GroupShape
  readonly relation: Sql
  readonly commits: readonly Commit[]
  /** The newest of its commits that was read before. */
  readonly since: number
}

interface Work {
  readonly deps: LoadDeps
  readonly group: Group
  readonly inputs: readonly Input[]
  readonly options: LoadOptions
}

/**
 * Makes anew what the new commits of a derived group's inputs have a say in. Rows that come out as they
 * were make no commit; what comes out otherwise is a correction, and a row that is made no more is
 * deleted. A killed process leaves what the next load makes anew.
 */
export async function loadDerived(
  deps: LoadDeps,
  group: Group,
  derivation: Derivation,
  options: LoadOptions,
): Promise<readonly PartLoad[]> {
  assertColumns(group, await sqlCommitStore(deps.database).list(group.name), deps.readersOf)
  const inputs = await openInputs(deps, group, derivation, options)
  const fresh = inputs.flatMap(newCommits)
  if (fresh.length === 0) return []
  const work = { deps, group, inputs, options }
  options.signal?.throwIfAborted()
  const { how } = derivation
  const load =
    how.kind === 'rows'
      ? await makeRows(work, how)
      : await deps.engine.withRows(storedColumns(group.columns), [], (made) =>
          how.kind === 'windows'
            ? makeWindows(work, derivation, how, made)
            : makeBySql(work, derivation, how.sql, made),
        )
  return load.map((part, at) => ({ ...part, partCount: at === 0 ? fresh.length : 0 }))
}

function newCommits({ commits, since }: Input): Commit[] {
  return commits.filter(({ sequence }) => sequence > since)
}

async function openInputs(
  deps: LoadDeps,
  group: Group,
  derivation: Derivation,
  options: LoadOptions,
): Promise<Input[]> {
  const read = await listDerivedInputs(deps.database, group.name)
  const store = sqlCommitStore(deps.database)
  return Promise.all(
    derivation.from.map(async (from) => {
      const commits = await store.list(from.name)
      const relation = await commitsRelation(deps.blobs, from.columns, commits)
      const since = options.backfill === true ? 0 : (read.get(from.name) ?? 0)
      return { group: from, relation, commits, since }
    }),
  )
}

async function makeRows(work: Work, how: MadeRows): Promise<PartLoad[]> {
  const { deps, group, inputs } = work
  const [input] = inputs
  if (input === undefined) throw featuresErrors.groupNotLoadable({ group: group.name })
  const { group: from, relation, since } = input
  const names = [...group.key.map(ident), sql`${ident(from.time)} as "at"`]
  const touched = sql`(select distinct ${joinSql(names, ', ')} from ${relation} where _commit > ${since})`
  const rows = madeRows(deps.engine, { group, from, relation, touched, make: how.make })
  return deps.engine.withRows(storedColumns(group.columns), rows, (made) => {
    const key = joinSql([...group.key, 'at'].map(ident), ', ')
    return commitMade(work, made, sql`(${key}) in (select (${key}) from ${touched})`)
  })
}

async function makeWindows(
  work: Work,
  { window = '0ms' }: Derivation,
  how: WindowAggregates,
  made: string,
): Promise<PartLoad[]> {
  const { deps, group, inputs } = work
  const [input] = inputs
  if (input === undefined) throw featuresErrors.groupNotLoadable({ group: group.name })
  const { engine } = deps
  const [length, every] = [parseDuration(window), parseDuration(how.every)]
  const { group: from, relation, since } = input
  return engine.withRows(windowColumns(group), [], async (windows) => {
    const touched = touchedWindows(from, relation, { every, window: length, since })
    await engine.run(sql`insert into ${ident(windows)} by name ${touched}`)
    const numbers = windowNumbers(from, relation, how, { windows, length })
    await engine.run(sql`insert into ${ident(made)} by name ${numbers}`)
    const key = joinSql(group.key.map(ident), ', ')
    const scope = sql`(${key}, ${ident(group.time)}) in (select (${key}, _end) from ${ident(windows)})`
    return commitMade(work, made, scope)
  })
}

function windowColumns({ key, columns }: Group): Columns {
  const own = Object.entries(columns).filter(([name]) => key.includes(name))
  return { ...Object.fromEntries(own), _end: timestamp() }
}

async function makeBySql(
  work: Work,
  { window }: Derivation,
  query: string,
  made: string,
): Promise<PartLoad[]> {
  const { deps, group, inputs } = work
  const { read, make } = timesOf(inputs, window === undefined ? undefined : parseDuration(window))
  const tables = inputs.map((input) => ({ ...input, where: within(input.group.time, read) }))
  const names = joinSql([...Object.keys(group.columns), '_known_at'].map(ident), ', ')
  const rows = overGroups({ strings: [query], values: [] }, tables)
  const scope = within(group.time, make)
  try {
    await deps.engine.run(
      sql`insert into ${ident(made)} by name select ${names} from ${rows} where ${scope}`,
    )
  } catch (error) {
    const problem = messageOf(error).split('\n')[0] ?? ''
    throw featuresErrors.derivationFailed({ group: group.name, problem }, error)
  }
  return commitMade(work, made, scope)
}

interface Times {
  readonly from: number
  readonly to: number
}

const always: Times = { from: -Infinity, to: Infinity }

/** Which event times have to be read and made, given how long a row has a say. */
function timesOf(inputs: readonly Input[], length: number | undefined) {
  if (length === undefined) return { read: always, make: always }
  const fresh = inputs.flatMap(newCommits)
  const from = Math.min(...fresh.map(({ oldestEventAt }) => oldestEventAt.getTime()))
  const to = Math.max(...fresh.map(({ newestEventAt }) => newestEventAt.getTime())) + length
  return { read: { from: from - length, to }, make: { from, to } }
}

function within(time: string, { from, to }: Times): Sql {
  if (!Number.isFinite(from)) return sql`true`
  return sql`epoch_ms(${ident(time)}) between ${from} and ${to}`
}

/** Commits what differs from what the group says of the rows in scope. */
async function commitMade(work: Work, made: string, scope: Sql): Promise<PartLoad[]> {
  const { deps, group, inputs } = work
  const { checks, report, warnings, quarantinedCount } = await judgeMade(work, made)
  const knownAt = await newestKnown(work)
  const deletion = await deleteUnmade(work, made, { scope, knownAt })
  await dropTold(deps, group, made)
  const nothing = { partCount: 0, refused: [], warnings: [], quarantinedCount: 0 }
  const deleted = deletion === undefined ? [] : [{ ...nothing, commit: deletion }]
  const told = { ...nothing, warnings, quarantinedCount }
  if ((await countRows(deps.engine, made)) === 0) {
    await deps.database.transaction((session) => recordDerivedInputs(session, group.name, inputs))
    return [...deleted, { ...told, commit: undefined }]
  }
  await knowCorrections(work, made, knownAt)
  const commit = await appendRelation(deps, group, made, {
    kind: 'upsert',
    runId: work.options.runId,
    checks,
    alongside: async (session, { id, committedAt }) => {
      await recordDerivedInputs(session, group.name, inputs)
      const about = { judgedAt: committedAt, runId: work.options.runId, commit: id }
      await insertJudgement(session, report, about)
      const edges = inputs.flatMap(newCommits).map((from) => ({
        from: { kind: 'commit', id: from.id },
        to: { kind: 'commit', id },
        relation: 'derived into',
      }))
      await linkLineage({ lineage: sqlLineageStore(session), now: deps.now }, edges)
    },
  })
  return [...deleted, { ...told, commit }]
}

async function judgeMade({ deps, group }: Work, made: string) {
  if ((await countRows(deps.engine, made)) > 0) return judgeRows(deps, group, made)
  const report = { table: group.name, rowCount: 0, verdict: 'passed', results: [] } as const
  return { checks: [], report, warnings: [], quarantinedCount: 0 }
}

/** When the newest of the new rows was known. */
async function newestKnown({ deps, inputs }: Work): Promise<Date> {
  const newest = inputs.map(
    ({ relation, since }) =>
      sql`select max(_known_at) as known from ${relation} where _commit > ${since}`,
  )
  const [found] = await deps.engine.rows(
    sql`select max(known) as known from (${joinSql(newest, ' union all ')})`,
  )
  return found?.['known'] as Date
}

async function currentRows({ deps, group }: Work): Promise<Sql> {
  const commits = sqlCommitStore(deps.database)
  const { relation } = await groupRelation({ ...deps, commits }, group)
  return newestTellings(relation, group)
}

/**
 * A row that was there and comes out otherwise was not known to before the newest of what came in, and
 * not before what it corrects.
 */
async function knowCorrections(work: Work, made: string, knownAt: Date): Promise<void> {
  const { key, time } = work.group
  const same = [...key, time].map(
    (name) => sql`told.${ident(name)} = ${ident(made)}.${ident(name)}`,
  )
  await work.deps.engine.run(sql`
    update ${ident(made)} set _known_at = greatest(${ident(made)}._known_at, told._known_at, ${knownAt})
    from ${await currentRows(work)} as told where ${joinSql(same, ' and ')}`)
}

/** Deletes rows in scope that are made no more. */
async function deleteUnmade(
  work: Work,
  made: string,
  { scope, knownAt }: { readonly scope: Sql; readonly knownAt: Date },
): Promise<Commit | undefined> {
  const { deps, group, options } = work
  const names = joinSql([...group.key, group.time].map(ident), ', ')
  const { engine } = deps
  return engine.withRows(storedColumns(group.columns), [], async (gone) => {
    await engine.run(sql`insert into ${ident(gone)} by name
      select ${names}, greatest(_known_at, ${knownAt}) as _known_at from ${await currentRows(work)}
      where ${scope} and (${names}) not in (select (${names}) from ${ident(made)})`)
    if ((await countRows(engine, gone)) === 0) return undefined
    return appendRelation(deps, group, gone, { kind: 'delete', runId: options.runId, checks: [] })
  })
}
