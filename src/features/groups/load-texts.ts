import { noProgress } from '../../base/index.ts'
import {
  archiveTexts,
  insertDeliveries,
  openSource,
  readNewTexts,
  unseenFiles,
  type NewText,
  type Source,
  type SourceFile,
} from '../../data/index.ts'
import { linkLineage, sqlLineageStore } from '../../tracking/index.ts'
import { appendRelation } from './append-commit.ts'
import { countRows } from './count-rows.ts'
import type { Group, ReadText } from './group.ts'
import { insertJudgement } from './insert-judgement.ts'
import { judgeTexts } from './judge-texts.ts'
import type { LoadDeps, LoadOptions, PartLoad, Refusal } from './load.ts'
import { readDeliveries } from './read-deliveries.ts'
import { storedColumns } from './system-columns.ts'

/** Bounds memory: so many texts are read, judged and committed at a time. */
const textsPerCommit = 2000

/** A group that reads texts, and what it reads them by. */
export interface TextGroup {
  readonly group: Group
  readonly from: Source
  readonly read: ReadText
}

/** Brings in the texts that were not seen before, each batch as a commit. */
export async function loadTexts(
  deps: LoadDeps,
  loadable: TextGroup,
  options: LoadOptions,
): Promise<readonly PartLoad[]> {
  const { group, from } = loadable
  const onProgress = options.onProgress ?? noProgress
  const origin = { group: group.name, encoding: from.encoding }
  const reader = openSource(from, deps.settings, deps.root)
  const seen = await deps.deliveries.seen(group.name, {
    retryRefused: options.retryRefused ?? false,
  })
  const files = unseenFiles(await reader.list(), seen)
  const known = new Set(seen.digests)
  const loads: PartLoad[] = []
  for (let at = 0; at < files.length; at += textsPerCommit) {
    options.signal?.throwIfAborted()
    onProgress({ work: `reading ${from.name}`, done: at, total: files.length })
    const batch: SourceFile[] = files.slice(at, at + textsPerCommit)
    const texts = await readNewTexts(deps, reader, origin, batch, known)
    for (const text of texts) known.add(text.digest)
    if (texts.length > 0) loads.push(await loadBatch(deps, loadable, texts, options))
  }
  if (files.length > 0) {
    onProgress({ work: `reading ${from.name}`, done: files.length, total: files.length })
  }
  return loads
}

async function loadBatch(
  deps: LoadDeps,
  { group, from, read }: TextGroup,
  texts: readonly NewText[],
  options: LoadOptions,
): Promise<PartLoad> {
  const found = readDeliveries(group, read, texts)
  const archive = await archiveTexts(deps, texts)
  return deps.engine.withRows(storedColumns(group.columns), found.rows, async (table) => {
    const judged = await judgeTexts(deps, group, table, texts, found.refused)
    const { refused, checks, report, quarantinedCount, warnings } = judged
    const delivered = { source: from.name, group: group.name, archive, texts, refused }
    const record = { ...delivered, runId: options.runId }
    const refusals = texts.flatMap(({ id, name }): Refusal[] => {
      const reason = refused.get(id)
      return reason === undefined ? [] : [{ delivery: id, name, reason }]
    })
    const told = { partCount: texts.length, refused: refusals, quarantinedCount, warnings }
    if (refusals.length === texts.length || (await countRows(deps.engine, table)) === 0) {
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
