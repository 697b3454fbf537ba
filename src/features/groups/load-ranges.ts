import { isSwellError, messageOf, noProgress, parseMoment } from '../../base/index.ts'
import { looksAround } from '../../data/index.ts'
import { ident, sql } from '../../table/index.ts'
import { featuresErrors } from '../errors.ts'
import { appendRelation, type CommitPlace } from './append-commit.ts'
import { assertColumns } from './assert-columns.ts'
import { commitHistory } from './commit-history.ts'
import { countRows } from './count-rows.ts'
import { fillTable } from './fill-table.ts'
import type { Group, LoadRows } from './group.ts'
import { insertJudgement } from './insert-judgement.ts'
import { judgeRows, type JudgedRows } from './judge-rows.ts'
import type { LoadDeps, LoadOptions, PartLoad } from './load.ts'
import { insertLoadedRange, listLoadedRanges, type LoadedRange } from './loaded-ranges.ts'
import { planRanges, type TimeRange } from './plan-ranges.ts'
import { sqlCommitStore } from './sql-commit-store.ts'
import { storedColumns } from './system-columns.ts'
import { dropTold } from './upsert-rows.ts'

/** How many stretches of time are fetched at once where it is not told. */
const usualParallel = 4

interface RangeLoad {
  readonly deps: LoadDeps
  readonly group: Group
  readonly load: LoadRows
  readonly options: LoadOptions
  readonly covered: readonly LoadedRange[]
}

/**
 * Loads the stretches of time that are wanted and were not loaded. Several are fetched and prepared at
 * once; they are committed in the order of time. One that fails lets those under way come in and ends the load.
 */
export async function loadRanges(
  deps: LoadDeps,
  group: Group,
  load: LoadRows,
  options: LoadOptions,
): Promise<readonly PartLoad[]> {
  assertColumns(group, await sqlCommitStore(deps.database).list(group.name), deps.readersOf)
  const covered = await listLoadedRanges(deps.database, group.name)
  const { partition } = group
  const wanted = wantedRange(deps, group, covered, options)
  const ranges = planRanges(wanted, partition, options.backfill === true ? [] : covered)
  return inOrder({ deps, group, load, options, covered }, ranges)
}

function wantedRange(
  deps: LoadDeps,
  group: Group,
  covered: readonly LoadedRange[],
  options: LoadOptions,
): TimeRange {
  const startsAt = group.startsAt === undefined ? undefined : parseMoment(group.startsAt)
  const since = options.since ?? startsAt ?? covered[0]?.since
  if (since === undefined) throw featuresErrors.startNotTold({ group: group.name })
  const until = options.until ?? deps.now()
  if (since > until) {
    const range = { since: since.toISOString(), until: until.toISOString() }
    throw featuresErrors.rangeEmpty(range)
  }
  return { since, until }
}

async function inOrder(work: RangeLoad, ranges: readonly TimeRange[]): Promise<PartLoad[]> {
  const { group, options } = work
  const { signal, onProgress = noProgress, parallel = usualParallel } = options
  const loads: PartLoad[] = []
  const failures: { readonly range: TimeRange; readonly error: unknown }[] = []
  const history = commitHistory(work.deps.database, group.name)
  const entries = ranges.entries()
  let last = Promise.resolve()
  const worker = async (): Promise<void> => {
    for (const [at, range] of entries) {
      if (failures.length > 0 || signal?.aborted === true) return
      onProgress({ work: `loading ${group.name}`, done: at, total: ranges.length })
      const before = last
      const turn = before.then(() => signal?.throwIfAborted())
      // It is awaited when the rows are there; until then a stop is nobody's.
      turn.catch(() => undefined)
      const loading = loadRange(work, range, { turn, history })
      last = Promise.allSettled([before, loading]).then(() => undefined)
      await loading.then(
        (load) => loads.push(load),
        (error: unknown) => failures.push({ range, error }),
      )
    }
  }
  await Promise.all(Array.from({ length: Math.min(parallel, ranges.length) }, worker))
  signal?.throwIfAborted()
  const [failure] = failures.toSorted((a, b) => a.range.since.getTime() - b.range.since.getTime())
  if (failure !== undefined) {
    throw rangeFailed(group, failure, { loadedCount: loads.length, wantedCount: ranges.length })
  }
  if (ranges.length > 0) {
    onProgress({ work: `loading ${group.name}`, done: ranges.length, total: ranges.length })
  }
  return loads
}

function rangeFailed(
  group: Group,
  { range, error }: { readonly range: TimeRange; readonly error: unknown },
  counts: { readonly loadedCount: number; readonly wantedCount: number },
) {
  const problem = messageOf(error)
  const told = /[.!?]$/.test(problem) ? problem : `${problem}.`
  const [since, until] = [range.since.toISOString(), range.until.toISOString()]
  return featuresErrors.rangeFailed(
    { group: group.name, since, until, problem: told, ...counts },
    error,
  )
}

/** Fetches and prepares at once what may be, and commits when it is its turn. */
async function loadRange(work: RangeLoad, range: TimeRange, place: CommitPlace): Promise<PartLoad> {
  const { deps, group, load, options } = work
  const { settings, engine } = deps
  const signal = options.signal ?? new AbortController().signal
  return engine.withRows(storedColumns(group.columns), [], async (table) => {
    const rows = await load({ ...range, signal, settings })
    await fillTable(deps, group, table, rows)
    signal.throwIfAborted()
    const isAgain = work.covered.some((own) => own.since < range.until && own.until > range.since)
    if (isAgain || looksAround(group.checks)) await place.turn
    const loaded = await commitRange(work, { range, isAgain, place }, table)
    await place.turn
    return loaded
  })
}

interface RangePart {
  readonly range: TimeRange
  /** Whether some of it was loaded before. */
  readonly isAgain: boolean
  readonly place: CommitPlace
}

async function commitRange(
  work: RangeLoad,
  { range, isAgain, place }: RangePart,
  table: string,
): Promise<PartLoad> {
  const { deps, group, options } = work
  const judged = await judgeRange(work, range, table)
  if ('refused' in judged) return judged
  const { checks, quarantinedCount, warnings, report } = judged
  const told = { partCount: 1, quarantinedCount, refused: [], warnings }
  if (isAgain) await keepWhatDiffers(deps, group, table)
  const rowCount = await countRows(deps.engine, table)
  const record = { ...range, group: group.name, rowCount }
  if (rowCount === 0) {
    await place.turn
    await insertLoadedRange(deps.database, { ...record, loadedAt: deps.now(), commit: undefined })
    return { ...told, commit: undefined }
  }
  const commit = await appendRelation(deps, group, table, {
    kind: isAgain ? 'upsert' : 'append',
    runId: options.runId,
    checks,
    place,
    alongside: async (session, { id, committedAt }) => {
      await insertLoadedRange(session, { ...record, loadedAt: committedAt, commit: id })
      const about = { judgedAt: committedAt, runId: options.runId, commit: id }
      await insertJudgement(session, report, about)
    },
  })
  return { ...told, commit }
}

/** A stretch whose rows are refused is told of and not recorded, so that the next load asks again. */
async function judgeRange(
  { deps, group }: RangeLoad,
  range: TimeRange,
  table: string,
): Promise<JudgedRows | PartLoad> {
  try {
    return await judgeRows(deps, group, table)
  } catch (error) {
    if (!isSwellError(error, 'features.rowsRefused')) throw error
    const name = `${range.since.toISOString()} – ${range.until.toISOString()}`
    const refused = [{ name, reason: { message: error.message } }]
    return { commit: undefined, partCount: 1, quarantinedCount: 0, refused, warnings: [] }
  }
}

/**
 * Of a stretch that was loaded before only what is new or differs comes in, and was known only now: a
 * correction that claimed to have been known all along would leak into the past.
 */
async function keepWhatDiffers(deps: LoadDeps, group: Group, table: string): Promise<void> {
  await dropTold(deps, group, table)
  const now = deps.now()
  await deps.engine.run(sql`update ${ident(table)} set _known_at = greatest(_known_at, ${now})`)
}
