import { noProgress, type Log, type Progress, type ResolvedSettings } from '../../base/index.ts'
import {
  archiveTexts,
  insertCheckReport,
  insertDeliveries,
  openSource,
  readNewTexts,
  unseenFiles,
  type CheckReport,
  type DeliveryId,
  type DeliveryStore,
  type NewText,
  type RefusalReason,
  type Source,
  type SourceFile,
} from '../../data/index.ts'
import { releaseClaim, takeClaim, type DatabaseSession } from '../../storage/index.ts'
import { ident, sql } from '../../table/index.ts'
import { linkLineage, sqlLineageStore } from '../../tracking/index.ts'
import { appendRelation, type AppendDeps } from './append-commit.ts'
import type { Commit, CommitId } from './commit.ts'
import { featuresErrors } from '../errors.ts'
import type { Group, ReadText } from './group.ts'
import { judgeTexts } from './judge-texts.ts'
import { readDeliveries } from './read-deliveries.ts'
import { storedColumns } from './system-columns.ts'

export interface LoadDeps extends AppendDeps {
  readonly deliveries: DeliveryStore
  readonly settings: ResolvedSettings
  /** The project's folder: a relative source stands below it. */
  readonly root: string
  readonly log: Log
}

export interface LoadOptions {
  readonly runId?: string
  /** Reads again what was refused, after the code that reads it was mended. */
  readonly retryRefused?: boolean
  readonly signal?: AbortSignal
  readonly onProgress?: Progress
}

export interface GroupLoad {
  readonly group: string
  readonly commits: readonly Commit[]
  readonly acceptedCount: number
  readonly rowCount: number
  /** Rows that broke a check of severity `quarantine`: left out, and kept beside the commit. */
  readonly quarantinedCount: number
  readonly refused: readonly Refusal[]
  /** What broke a check of severity `warn` and came in all the same. */
  readonly warnings: readonly string[]
}

export interface Refusal {
  readonly delivery: DeliveryId
  readonly name: string
  readonly reason: RefusalReason
}

/** Bounds memory: so many texts are read, judged and committed at a time. */
const textsPerCommit = 2000

/**
 * Brings in what is new at the group's source. Each batch is committed as it is done, so a load that is
 * killed goes on from there. A text that can't be read or breaks a check is refused whole and recorded
 * with its reason; the others come in. Throws `groupNotLoadable`, or `storage.claimHeld` while
 * another process loads the group.
 */
export async function loadGroup(
  deps: LoadDeps,
  group: Group,
  options: LoadOptions = {},
): Promise<GroupLoad> {
  const { from, read } = group
  if (from === undefined || read === undefined) {
    throw featuresErrors.groupNotLoadable({ group: group.name })
  }
  const claim = await takeClaim(deps, `group:${group.name}`)
  try {
    return await loadNew(deps, { group, from, read }, options)
  } finally {
    await releaseClaim(deps, claim)
  }
}

/** A group that has a source, and the two of them. */
interface Loadable {
  readonly group: Group
  readonly from: Source
  readonly read: ReadText
}

async function loadNew(
  deps: LoadDeps,
  loadable: Loadable,
  options: LoadOptions,
): Promise<GroupLoad> {
  const { group, from } = loadable
  const onProgress = options.onProgress ?? noProgress
  const origin = { group: group.name, encoding: from.encoding }
  const reader = openSource(from, deps.settings, deps.root)
  const seen = await deps.deliveries.seen(group.name, {
    retryRefused: options.retryRefused ?? false,
  })
  const files = unseenFiles(await reader.list(), seen)
  const known = new Set(seen.digests)
  const loads: BatchLoad[] = []
  for (let at = 0; at < files.length; at += textsPerCommit) {
    options.signal?.throwIfAborted()
    onProgress({ work: `reading ${from.name}`, done: at, total: files.length })
    const batch: SourceFile[] = files.slice(at, at + textsPerCommit)
    const texts = await readNewTexts(deps, reader, origin, batch, known)
    for (const text of texts) known.add(text.digest)
    if (texts.length > 0) loads.push(await loadTexts(deps, loadable, texts, options))
  }
  if (files.length > 0) {
    onProgress({ work: `reading ${from.name}`, done: files.length, total: files.length })
  }
  const refused = loads.flatMap((load) => load.refused)
  const warnings = loads.flatMap((load) => load.warnings)
  for (const { name, reason } of refused) deps.log.warn(`refused ${name}: ${reason.message}`)
  for (const warning of warnings) deps.log.warn(`group ${group.name}: ${warning}`)
  const quarantinedCount = loads.reduce((sum, load) => sum + load.quarantinedCount, 0)
  if (quarantinedCount > 0) {
    const rows = `${quarantinedCount} ${quarantinedCount === 1 ? 'row' : 'rows'}`
    deps.log.warn(`group ${group.name}: ${rows} quarantined, kept beside the commit`)
  }
  return {
    group: group.name,
    commits: loads.flatMap((load) => load.commit ?? []),
    acceptedCount: loads.reduce((sum, load) => sum + load.textCount, 0) - refused.length,
    rowCount: loads.reduce((sum, load) => sum + (load.commit?.rowCount ?? 0), 0),
    quarantinedCount,
    refused,
    warnings,
  }
}

interface BatchLoad {
  readonly commit: Commit | undefined
  readonly textCount: number
  readonly quarantinedCount: number
  readonly refused: readonly Refusal[]
  readonly warnings: readonly string[]
}

async function loadTexts(
  deps: LoadDeps,
  { group, from, read }: Loadable,
  texts: readonly NewText[],
  options: LoadOptions,
): Promise<BatchLoad> {
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
    const told = { textCount: texts.length, refused: refusals, quarantinedCount, warnings }
    if (refusals.length === texts.length || (await isEmpty(deps, table))) {
      await deps.database.transaction(async (session) => {
        await insertDeliveries(session, record)
        await keepReport(session, report, { judgedAt: deps.now(), runId: options.runId })
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
        await keepReport(session, report, { judgedAt, runId: options.runId, commit })
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

/** Where nothing was asked there is nothing to keep. */
async function keepReport(
  session: DatabaseSession,
  report: CheckReport,
  about: {
    readonly judgedAt: Date
    readonly runId: string | undefined
    readonly commit?: CommitId
  },
): Promise<void> {
  if (report.results.length === 0) return
  const { judgedAt, runId, commit } = about
  const subject = { kind: 'group' as const, name: report.table }
  await insertCheckReport(session, report, {
    subject: commit === undefined ? subject : { ...subject, state: commit },
    judgedAt,
    runId,
  })
}

async function isEmpty(deps: LoadDeps, table: string): Promise<boolean> {
  const [row] = await deps.engine.rows(sql`select count(*) as row_count from ${ident(table)}`)
  return row?.['row_count'] === 0
}
