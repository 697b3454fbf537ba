import type {
  DatasetDifferenceReply,
  DatasetReply,
  DatasetsReply,
  DatasetVersionDetailReply,
  DatasetVersionReply,
  TableDifferenceReply,
} from '../../api/index.ts'
import {
  diffVersions,
  getDatasetVersion,
  readVersionFiles,
  sqlCheckReportStore,
  sqlDatasetStore,
  type DatasetAlias,
  type DatasetVersion,
  type RecordedReport,
  type TableDifference,
} from '../../data/index.ts'
import { findDataset, type OpenedProject } from '../../project/index.ts'
import { tableFormatOf } from '../../table/index.ts'
import { describedBy, toColumn, toFinite } from './wire-values.ts'

/** Those that have versions, and those that are only declared. */
export async function readDatasets(project: OpenedProject): Promise<DatasetsReply> {
  const { definition, database } = project
  const store = sqlDatasetStore(database)
  const [versions, aliases, reports] = await Promise.all([
    store.list(),
    store.listAliases(),
    sqlCheckReportStore(database).list({ kind: 'dataset', limit: reportsAtMost }),
  ])
  const byName = Map.groupBy(versions, ({ dataset }) => dataset)
  const names = new Set([...byName.keys(), ...definition.datasets.map(({ name }) => name)])
  const datasets = [...names].toSorted().map((name) => {
    const declared = findDataset(definition, name)
    const own = byName.get(name) ?? []
    const latest = own.find(({ version }) => isAt(aliases, name, version)) ?? own[0]
    return {
      name,
      ...describedBy(declared?.description),
      declared: declared !== undefined,
      versionCount: own.length,
      latest: latest === undefined ? null : toVersion(latest, aliases, reports),
    }
  })
  return { datasets }
}

const reportsAtMost = 1000

function isAt(aliases: readonly DatasetAlias[], dataset: string, version: number): boolean {
  return aliases.some(
    (one) => one.dataset === dataset && one.alias === 'latest' && one.version === version,
  )
}

/** Throws `datasetNotFound`. */
export async function readDataset(project: OpenedProject, name: string): Promise<DatasetReply> {
  const { definition, database } = project
  const store = sqlDatasetStore(database)
  const declared = findDataset(definition, name)
  // Asked for what it throws: a dataset may be declared and still have no version.
  if (declared === undefined) await getDatasetVersion(project, { dataset: name, version: 'latest' })
  const [versions, aliases, moves, reports] = await Promise.all([
    store.list(name),
    store.listAliases(name),
    store.listMoves(name),
    sqlCheckReportStore(database).list({ kind: 'dataset', name, limit: reportsAtMost }),
  ])
  return {
    name,
    ...describedBy(declared?.description),
    declared: declared !== undefined,
    columns: Object.entries(declared?.columns ?? {}).map(([column, about]) =>
      toColumn(column, about),
    ),
    checks: (declared?.checks ?? []).map((check) => check.name),
    versions: versions.map((version) => toVersion(version, aliases, reports)),
    moves: moves.map(({ alias, from, to, movedAt, by, reason }) => ({
      alias,
      from: from ?? null,
      to,
      movedAt: movedAt.toISOString(),
      by,
      reason: reason ?? null,
    })),
  }
}

function toVersion(
  found: DatasetVersion,
  aliases: readonly DatasetAlias[],
  reports: readonly RecordedReport[],
): DatasetVersionReply {
  const { dataset, version, digest, kind, fileCount, sizeBytes } = found
  const report = reports.find(
    ({ subject }) => subject.name === dataset && subject.state === String(version),
  )
  return {
    dataset,
    version,
    createdAt: found.createdAt.toISOString(),
    message: found.message ?? null,
    kind,
    fileCount,
    sizeBytes,
    digest,
    runId: found.runId ?? null,
    aliases: aliases
      .filter((one) => one.dataset === dataset && one.version === version)
      .map(({ alias }) => alias),
    verdict: report?.verdict ?? null,
    reportId: report?.id ?? null,
  }
}

const filesAtMost = 1000

/** Throws `datasetNotFound` or `datasetVersionNotFound`. */
export async function readDatasetVersion(
  project: OpenedProject,
  reference: { readonly name: string; readonly version: string },
): Promise<DatasetVersionDetailReply> {
  const { name: dataset, version } = reference
  const found = await getDatasetVersion(project, { dataset, version })
  const store = sqlDatasetStore(project.database)
  const [versions, aliases, reports, { manifest }] = await Promise.all([
    store.list(dataset),
    store.listAliases(dataset),
    sqlCheckReportStore(project.database).list({
      kind: 'dataset',
      name: dataset,
      limit: reportsAtMost,
    }),
    readVersionFiles(project.blobs, found),
  ])
  return {
    ...toVersion(found, aliases, reports),
    before: beforeOf(versions, found)?.version ?? null,
    tableCount: manifest.files.filter(({ path }) => tableFormatOf(path) !== undefined).length,
    files: manifest.files
      .slice(0, filesAtMost)
      .map(({ path, sizeBytes, digest }) => ({ path, sizeBytes, digest })),
  }
}

function beforeOf(
  versions: readonly DatasetVersion[],
  { version }: DatasetVersion,
): DatasetVersion | undefined {
  return versions.find((one) => one.version < version)
}

/** A first version differs in nothing from itself. Throws as `readDatasetVersion` does. */
export async function readDatasetDifference(
  project: OpenedProject,
  reference: { readonly name: string; readonly version: string },
  from: string | undefined,
): Promise<DatasetDifferenceReply> {
  const { name: dataset, version } = reference
  const after = await getDatasetVersion(project, { dataset, version })
  const before =
    from === undefined
      ? (beforeOf(await sqlDatasetStore(project.database).list(dataset), after) ?? after)
      : await getDatasetVersion(project, { dataset, version: from })
  const found = await diffVersions(project, before, after)
  return {
    dataset,
    from: before.version,
    to: after.version,
    added: toPaths(found.added),
    changed: toPaths(found.changed),
    removed: toPaths(found.removed),
    tables: found.tables.map(toTableDifference),
    unopenedCount: found.unopenedCount,
  }
}

const pathsAtMost = 100

function toPaths(files: readonly { readonly path: string }[]) {
  return { count: files.length, paths: files.slice(0, pathsAtMost).map(({ path }) => path) }
}

function toTableDifference({ path, changes, problem }: TableDifference): TableDifferenceReply {
  return {
    path,
    problem: problem ?? null,
    rowCount: changes?.rowCount ?? null,
    addedColumns: (changes?.addedColumns ?? []).map(({ name }) => name),
    removedColumns: (changes?.removedColumns ?? []).map(({ name }) => name),
    retypedColumns: (changes?.retypedColumns ?? []).map(({ name, type }) => ({ name, ...type })),
    columns: (changes?.changedColumns ?? []).map(({ name, missingShare, distinctCount, mean }) => ({
      name,
      missingShare,
      distinctCount,
      mean: { before: toFinite(mean?.before), after: toFinite(mean?.after) },
    })),
  }
}
