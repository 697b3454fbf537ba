import { readdir, unlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { systemErrorCode, type Clock } from '../../base/index.ts'
import { mayBeAlive, type Database, type Queries } from '../../storage/index.ts'
import { parsePoint } from '../experiments/check-batch.ts'
import { writeMetrics } from '../experiments/write-metrics.ts'
import { writeTags } from '../experiments/write-params.ts'
import { ownerOf, readJournal } from './journal.ts'

export interface BringInDeps {
  readonly database: Database
  readonly now: Clock
}

const suffix = '.journal'

/**
 * Brings what a journal holds into the database. How far it was read is noted in the same transaction: whatever is
 * killed, and whoever else does the same meanwhile, each point is there once.
 */
export async function bringIn({ database }: Pick<BringInDeps, 'database'>, path: string) {
  const journal = basename(path)
  for (;;) {
    const from = await findPlace(database.queries, journal)
    if (from === undefined) return
    const { points, tags, endBytes, isLast } = readJournal(path, from.read_bytes)
    if (endBytes > from.read_bytes) {
      await database.transaction(async ({ queries }) => {
        const { numUpdatedRows } = await queries
          .updateTable('tracking_journals')
          .set({ read_bytes: endBytes })
          .where('journal', '=', journal)
          .where('read_bytes', '=', from.read_bytes)
          .executeTakeFirst()
        // Somebody else has brought it in since.
        if (numUpdatedRows === 0n) return
        const parsed = points.map((point) => parsePoint(point, ''))
        await writeMetrics(queries, from.run_id, parsed)
        await writeTags(queries, from.run_id, tags)
      })
    } else if (isLast) return
  }
}

/** Brings in what is left of a journal, and does away with it: there is no row without its file. */
export async function settleJournal(
  deps: Pick<BringInDeps, 'database'>,
  path: string,
): Promise<void> {
  await bringIn(deps, path)
  await deps.database.queries
    .deleteFrom('tracking_journals')
    .where('journal', '=', basename(path))
    .execute()
  await unlink(path)
}

/**
 * Brings in what processes of this machine had written down when they were killed, and ends their runs as killed.
 * Gives the ids of those runs.
 */
export async function recoverTrackedRuns(
  deps: BringInDeps,
  folder: string,
): Promise<readonly string[]> {
  const names = await readdir(folder).catch((): string[] => [])
  const ended: string[] = []
  for (const name of names.filter((each) => each.endsWith(suffix))) {
    try {
      const path = join(folder, name)
      const owner = ownerOf(path)
      if (owner !== undefined && mayBeAlive(owner)) continue
      await settleJournal(deps, path)
    } catch (error) {
      // Another process has settled it meanwhile.
      if (systemErrorCode(error) !== 'ENOENT') throw error
    }
    const runId = name.slice(0, name.indexOf('.'))
    if (await endKilled(deps, runId)) ended.push(runId)
  }
  return ended
}

export function journalPath(folder: string, runId: string, random: string): string {
  return join(folder, `${runId}.${process.pid}-${random}${suffix}`)
}

/** Where several processes write to a run, it goes on as long as one of them does. */
async function endKilled({ database, now }: BringInDeps, runId: string): Promise<boolean> {
  const { numUpdatedRows } = await database.queries
    .updateTable('logged_runs')
    .set({ status: 'KILLED', end_ms: now().getTime() })
    .where('run_id', '=', runId)
    .where('status', '=', 'RUNNING')
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('tracking_journals')
            .select('journal')
            .where('tracking_journals.run_id', '=', runId),
        ),
      ),
    )
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

function findPlace(queries: Queries, journal: string) {
  return queries
    .selectFrom('tracking_journals')
    .select(['run_id', 'read_bytes'])
    .where('journal', '=', journal)
    .executeTakeFirst()
}
