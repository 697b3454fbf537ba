import { inTurns } from '../../base/index.ts'
import {
  archiveTexts,
  insertDeliveries,
  looksAround,
  withNewTexts,
  type NewText,
  type ReadFile,
  type Source,
} from '../../data/index.ts'
import { linkLineage, sqlLineageStore } from '../../tracking/index.ts'
import { appendRelation, type CommitPlace } from './append-commit.ts'
import { commitsAtOnce } from './append-relations.ts'
import { commitHistory } from './commit-history.ts'
import { countRows } from './count-rows.ts'
import type { Group } from './group.ts'
import { insertJudgement } from './insert-judgement.ts'
import { judgeTexts } from './judge-texts.ts'
import type { LoadDeps, LoadOptions, PartLoad, Refusal } from './load.ts'
import { readDeliveries } from './read-deliveries.ts'
import { storedColumns } from './system-columns.ts'

/** A group that reads texts, and what it reads them by. */
export interface TextGroup {
  readonly group: Group
  readonly from: Source
  readonly read: ReadFile
}

/**
 * Brings in the texts that were not seen before, each batch as a commit; the next is read and prepared while
 * the last is made.
 */
export async function loadTexts(
  deps: LoadDeps,
  loadable: TextGroup,
  options: LoadOptions,
): Promise<readonly PartLoad[]> {
  const { group, from } = loadable
  const { retryRefused = false, signal, onProgress } = options
  const asked = {
    group: group.name,
    retryRefused,
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
  }
  const history = commitHistory(deps.database, group.name)
  const loads = await withNewTexts(deps, from, asked, (batches) =>
    inTurns(commitsAtOnce, batches, async ({ texts, remember }, turn) => {
      const place = { turn, history }
      const load =
        texts.length === 0 ? [] : [await loadBatch(deps, loadable, { texts, place }, options)]
      await turn
      await remember()
      return load
    }),
  )
  return loads.flat()
}

interface Batch {
  readonly texts: readonly NewText[]
  readonly place: CommitPlace
}

async function loadBatch(
  deps: LoadDeps,
  { group, from, read }: TextGroup,
  { texts, place }: Batch,
  options: LoadOptions,
): Promise<PartLoad> {
  const found = readDeliveries(group, read, texts)
  const archive = await archiveTexts(deps, texts)
  return deps.engine.withRows(storedColumns(group.columns), found.rows, async (table) => {
    if (looksAround(group.checks)) await place.turn
    const judged = await judgeTexts(deps, group, table, texts, found.refused)
    const { refused, checks, report, quarantinedCount, warnings } = judged
    const { leftOut } = found
    const delivered = { source: from.name, group: group.name, archive, texts, refused, leftOut }
    const record = { ...delivered, runId: options.runId }
    const refusals = texts.flatMap(({ id, name }): Refusal[] => {
      const reason = refused.get(id)
      return reason === undefined ? [] : [{ delivery: id, name, reason }]
    })
    const told = {
      partCount: texts.length,
      refused: refusals,
      quarantinedCount,
      warnings: [...warnings, ...found.warnings],
    }
    if (refusals.length === texts.length || (await countRows(deps.engine, table)) === 0) {
      await place.turn
      await deps.database.transaction(async (session) => {
        await insertDeliveries(session, record)
        await insertJudgement(session, report, { judgedAt: deps.now(), runId: options.runId })
      })
      return { ...told, commit: undefined }
    }
    const commit = await appendRelation(deps, group, table, {
      kind: 'append',
      runId: options.runId,
      checks,
      place,
      alongside: async (session, made) => {
        await insertDeliveries(session, record)
        const { id: commit, committedAt: judgedAt } = made
        await insertJudgement(session, report, { judgedAt, runId: options.runId, commit })
        const taken = texts.filter((text) => !refused.has(text.id))
        const to = { kind: 'commit', id: made.id }
        const edges = taken.map(({ id }) => ({
          from: { kind: 'delivery', id },
          to,
          relation: 'loaded into',
        }))
        await linkLineage({ lineage: sqlLineageStore(session), now: deps.now }, edges)
      },
    })
    return { ...told, commit }
  })
}
