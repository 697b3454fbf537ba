import type {
  ColumnStatisticsReply,
  CommitReply,
  CommitsReply,
  GroupReply,
  GroupRowsReply,
  GroupsReply,
  GroupSummaryReply,
  VolumeReply,
} from '../../api/index.ts'
import { columnChecks } from '../../data/index.ts'
import {
  groupVolume,
  newestRows,
  summarizeAsOf,
  type Commit,
  type Group,
  type Volume,
} from '../../features/index.ts'
import { freshnessOf } from '../../monitoring/index.ts'
import { allGroups, getGroup, type OpenedProject } from '../../project/index.ts'
import type { ColumnSummary } from '../../table/index.ts'
import { describeLoading, toDerivedFrom } from './group-origins.ts'
import { readersOfGroup } from './readers.ts'
import { describedBy, toCell, toColumn, toFinite, toMoment, toRow } from './wire-values.ts'

/** How groups were at a moment, instead of how they are. */
export interface AsOf {
  readonly until?: Date
}

export async function readGroups(project: OpenedProject, asOf: AsOf = {}): Promise<GroupsReply> {
  const groups = allGroups(project.definition)
  return { groups: await Promise.all(groups.map((group) => summarizeGroup(project, group, asOf))) }
}

export async function summarizeGroup(
  project: OpenedProject,
  group: Group,
  asOf: AsOf = {},
): Promise<GroupSummaryReply> {
  const { until } = asOf
  const at = until ?? project.now()
  const summary =
    until === undefined
      ? await project.commits.summary(group.name)
      : await summarizeAsOf(project, group, until)
  const { expected, ageMs, fresh } = freshnessOf(group, summary, at)
  return {
    name: group.name,
    ...describedBy(group.description),
    key: [...group.key],
    time: group.time,
    source: group.from?.name ?? null,
    columnCount: Object.keys(group.columns).length,
    rowCount: summary.rowCount,
    commitCount: summary.commitCount,
    newestEventAt: toMoment(summary.newestEventAt),
    newestCommitAt: toMoment(summary.newestCommitAt),
    freshness: { expected: expected ?? null, ageMs: ageMs ?? null, fresh },
    volume: toVolume(await groupVolume(project, group, at, asOf)),
  }
}

function toVolume(volume: Volume | undefined): VolumeReply | null {
  if (volume === undefined) return null
  const [min, max] = volume.expected
  return { ...volume, expected: [min, max] }
}

/** Throws `groupNotFound`. */
export async function readGroup(
  project: OpenedProject,
  name: string,
  asOf: AsOf = {},
): Promise<GroupReply> {
  const group = getGroup(project.definition, name)
  const usedBy = readersOfGroup(project.definition, name)
  return {
    ...(await summarizeGroup(project, group, asOf)),
    columns: columnsOf(group),
    checks: [...group.checks, ...columnChecks(group.columns)].map((check) => check.name),
    usedBy,
    derivedFrom: group.derive === undefined ? null : toDerivedFrom(group.derive),
    loadedBy: describeLoading(group),
    keep: group.keep ?? null,
  }
}

/** Throws `groupNotFound`. */
export async function readGroupRows(
  project: OpenedProject,
  name: string,
  options: { readonly limit: number; readonly until?: Date },
): Promise<GroupRowsReply> {
  const group = getGroup(project.definition, name)
  const [rows, summary] = await Promise.all([
    newestRows(project, group, options.limit, options),
    project.commits.summary(name),
  ])
  const columns = [...columnsOf(group), knownAtColumn]
  return {
    group: name,
    columns: group.from === undefined ? columns : [...columns, deliveryColumn],
    rows: rows.map(toRow),
    rowCount: summary.rowCount,
  }
}

const knownAtColumn = toColumn('_known_at', {
  type: 'timestamp',
  description: 'When the row was known.',
})

const deliveryColumn = toColumn('_delivery', {
  type: 'text',
  description: 'The text that the row came with.',
})

/** Throws `groupNotFound`. */
export async function readGroupCommits(
  project: OpenedProject,
  name: string,
  options: { readonly limit: number; readonly until?: Date },
): Promise<CommitsReply> {
  const { name: group } = getGroup(project.definition, name)
  const commits = (await project.commits.list(group, options)).toReversed()
  const newest = commits.slice(0, options.limit)
  const deliveries = await deliveriesOf(project, newest)
  return {
    group,
    commits: newest.map((commit) => toCommitReply(commit, deliveries.get(commit.id) ?? [])),
    commitCount: commits.length,
  }
}

async function deliveriesOf(
  project: OpenedProject,
  commits: readonly Commit[],
): Promise<ReadonlyMap<string, string[]>> {
  const nodes = commits.map(({ id }) => ({ kind: 'commit', id }))
  const edges = await project.lineage.list(nodes, 'up')
  const delivered = edges.filter(({ from }) => from.kind === 'delivery')
  const byCommit = Map.groupBy(delivered, ({ to }) => to.id)
  return new Map([...byCommit].map(([id, own]) => [id, own.map(({ from }) => from.id)]))
}

function toCommitReply(commit: Commit, deliveryIds: readonly string[]): CommitReply {
  const { correctionCount, lateCount, lateMaxMs = null } = commit.arrival
  return {
    id: commit.id,
    group: commit.group,
    sequence: commit.sequence,
    kind: commit.kind,
    committedAt: commit.committedAt.toISOString(),
    by: commit.by ?? null,
    code: codeOf(commit),
    rowCount: commit.rowCount,
    correctionCount,
    lateCount,
    lateMaxMs,
    checks: commit.checks
      .filter(({ failedCount }) => failedCount > 0)
      .map(({ check, severity, failedCount }) => ({ check, severity, failedCount })),
    sizeBytes: commit.sizeBytes,
    oldestEventAt: commit.oldestEventAt.toISOString(),
    newestEventAt: commit.newestEventAt.toISOString(),
    runId: commit.runId ?? null,
    deliveryIds: [...deliveryIds],
    statistics: commit.statistics.map((summary) => toColumnStatistics(summary, commit.rowCount)),
  }
}

function codeOf({ code }: Commit): CommitReply['code'] {
  return code === undefined ? null : { commit: code.commit ?? null, dirty: code.dirty === true }
}

export function toColumnStatistics(
  summary: ColumnSummary,
  rowCount: number,
): ColumnStatisticsReply {
  return {
    column: summary.name,
    count: rowCount,
    missing: summary.missingCount,
    distinct: summary.distinctCount,
    min: toCell(summary.min),
    max: toCell(summary.max),
    mean: toFinite(summary.mean),
    median: toFinite(summary.median),
    deviation: toFinite(summary.deviation),
  }
}

function columnsOf(group: Group) {
  return Object.entries(group.columns).map(([name, column]) => toColumn(name, column))
}
