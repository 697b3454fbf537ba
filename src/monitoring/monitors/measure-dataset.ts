import { isSwellError, messageOf, parseDuration } from '../../base/index.ts'
import {
  openDatasetTable,
  sqlCheckReportStore,
  sqlDatasetStore,
  type Dataset,
  type DatasetVersion,
} from '../../data/index.ts'
import { describeColumns, sql } from '../../table/index.ts'
import { measureColumns } from './measure-columns.ts'
import type { MeasureDeps } from './measure-deps.ts'
import { columnValues, comparedColumns, readColumns } from './measure-group.ts'
import type { MeasuredWindow, Measurement } from './measurement.ts'
import type { MonitorValue } from './monitor-run.ts'
import type { Monitor } from './monitor.ts'
import type { WindowRange } from './window.ts'

/** Measures the newest version of a dataset at the end of each window, against the version that is its reference. */
export async function* measureDataset(
  deps: MeasureDeps,
  monitor: Monitor,
  dataset: Dataset,
  windows: readonly WindowRange[],
): AsyncGenerator<MeasuredWindow> {
  const versions = await sqlDatasetStore(deps.database).list(dataset.dataset)
  const measured = new Map<number, Measurement>()
  for (const window of windows) {
    const version = versions.find(({ createdAt }) => createdAt < window.until)
    if (version === undefined) {
      const notes = ['the dataset had no version yet']
      yield {
        window,
        measurement: { rowCount: 0, values: [], drift: [], confusion: undefined, notes },
      }
      continue
    }
    const found =
      measured.get(version.version) ?? (await measureVersion(deps, monitor, dataset, version))
    measured.set(version.version, found)
    const ageMs = window.until.getTime() - version.createdAt.getTime()
    const age = { series: 'age', slice: '', value: ageMs / parseDuration('1h') }
    yield { window, measurement: { ...found, values: [...found.values, age] } }
  }
}

async function measureVersion(
  deps: MeasureDeps,
  monitor: Monitor,
  dataset: Dataset,
  version: DatasetVersion,
): Promise<Measurement> {
  const { reference } = monitor
  const open = openDatasetTable(deps)
  const compared = comparedColumns(dataset.columns, [])
  const read = (number: number) =>
    open(dataset.at(number), async (relation) => {
      const [counted] = await deps.engine.rows(sql`select count(*) as count from ${relation}`)
      return {
        rowCount: Number(counted?.['count'] ?? 0),
        summaries: await describeColumns(deps.engine, relation, dataset.columns),
        columns: await readColumns(deps, relation, compared, []),
      }
    })
  try {
    const { rowCount, summaries, columns } = await read(version.version)
    const against = reference.kind === 'version' ? reference.version : version.version
    const before = against === version.version ? undefined : await read(against)
    const drift = await measureColumns(monitor, {
      of: 'rows',
      columns,
      reference: before === undefined ? undefined : { columns: before.columns },
      rows: before?.columns,
      against: before === undefined ? 'it is the version to compare with' : `version ${against}`,
    })
    return {
      rowCount,
      values: [
        { series: 'rowCount', slice: '', value: rowCount, rowCount },
        ...summaries.flatMap((column) => columnValues(column, rowCount)),
        ...drift.values.filter(({ series }) => !/^(?:missing|mean) of /.test(series)),
        { series: 'fileCount', slice: '', value: version.fileCount },
        { series: 'sizeBytes', slice: '', value: version.sizeBytes },
        ...(await brokenChecks(deps, dataset, version)),
      ],
      drift: drift.drift,
      confusion: undefined,
      notes: drift.notes,
    }
  } catch (error) {
    // A version that can't be read as the dataset's columns has another schema: that is what was found.
    if (!isSwellError(error)) throw error
    const values: MonitorValue[] = [{ series: 'schema changes', slice: '', value: 1 }]
    return { rowCount: 0, values, drift: [], confusion: undefined, notes: [messageOf(error)] }
  }
}

async function brokenChecks(
  { database }: MeasureDeps,
  { dataset }: Dataset,
  { version }: DatasetVersion,
): Promise<MonitorValue[]> {
  const filter = { kind: 'dataset', name: dataset, limit: 1000 } as const
  const reports = await sqlCheckReportStore(database).list(filter)
  const report = reports.find(({ subject }) => subject.state === String(version))
  const schema: MonitorValue = { series: 'schema changes', slice: '', value: 0 }
  if (report === undefined) return [schema]
  const broken = report.results.filter(({ holds }) => !holds).length
  return [schema, { series: 'broken checks', slice: '', value: broken }]
}
