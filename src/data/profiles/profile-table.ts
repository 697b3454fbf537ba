import { suggestName } from '../../base/index.ts'
import type { Columns, Sql, TableEngine } from '../../table/index.ts'
import { correlateColumns } from './correlate-columns.ts'
import { profileErrors } from './errors.ts'
import { estimateDistinct } from './passes/estimate-distinct.ts'
import { findAlerts } from './find-alerts.ts'
import { findInteractions } from './find-interactions.ts'
import { inParts } from './passes/in-parts.ts'
import { mapMissing } from './map-missing.ts'
import { memoryOf } from './passes/memory-of.ts'
import { profileVersion, type Profile, type TimeSlices, type ValueSlices } from './profile.ts'
import { profiledColumns, type ProfiledColumn } from './passes/profiled-column.ts'
import { readFirstRows } from './passes/read-first-rows.ts'
import { readSample } from './passes/read-sample.ts'
import { countDuplicates, countRows, scanAggregates } from './passes/scan-aggregates.ts'
import { scanHistograms } from './passes/scan-histograms.ts'
import { countedValues, scanTopValues } from './passes/scan-top-values.ts'
import { sliceByTime } from './passes/slice-by-time.ts'
import { sliceByValue } from './passes/slice-by-value.ts'
import { tellApproximations } from './tell-approximations.ts'
import { toColumnProfile } from './to-column-profile.ts'

/** Up to so many rows, all is exact. */
const exactRows = 100_000
const sampledRows = 20_000
/** A sample is held in memory, so a very wide table has one of fewer rows. */
const sampledCells = 4_000_000
/** Above, comparing all rows would take too much memory: some 32 bytes a row. */
const comparedRows = 20_000_000

export interface ProfileOptions {
  /** Only these are read, with their units. */
  readonly columns?: Columns
  /** The event time, to cut the table by; `only` takes the only column of moments, if there is one. */
  readonly time?: string | { readonly kind: 'only' }
  /** A column to cut the table by its values. */
  readonly by?: string
}

/**
 * Tells what a table holds, in some passes whose memory does not grow with the rows, save for 32 bytes
 * a row to find duplicates. Throws `data.profileWithoutRows` and `data.profileColumnNotFound`, and
 * `data.profileTimeOfWrongType` for a time that is no column of moments.
 */
export async function profileTable(
  engine: TableEngine,
  relation: Sql,
  options: ProfileOptions = {},
): Promise<Profile> {
  const columns = await profiledColumns(engine, relation, options.columns)
  const [time, by] = [timeOf(columns, options.time), byOf(columns, options.by)]
  const rowCount = await countRows(engine, relation)
  if (rowCount === 0 || columns.length === 0) {
    throw profileErrors.profileWithoutRows({ table: 'The table' })
  }
  const isExact = rowCount <= exactRows
  const { profiles, sample, memoryBytes } = await profileColumns(engine, relation, columns, {
    rowCount,
    isExact,
  })
  const measured = {
    rowCount,
    missingCount: profiles.reduce((sum, { missingCount }) => sum + missingCount, 0),
    ...(rowCount <= comparedRows
      ? { duplicateRowCount: await countDuplicates(engine, relation, columns) }
      : {}),
    memoryBytes,
    columns: profiles,
    missing: mapMissing(
      columns.map(({ name }) => name),
      sample,
    ),
    correlations: correlateColumns(profiles, sample),
  }
  const sliced = await slicesOf(engine, relation, columns, { time, by, isExact })
  return {
    version: profileVersion,
    ...measured,
    interactions: findInteractions(profiles, sample),
    ...sliced,
    alerts: findAlerts(measured),
    approximations: tellApproximations(measured, { isExact, sampleCount: sample.rowCount }),
    sample: await readFirstRows(engine, relation, columns),
  }
}

interface Size {
  readonly rowCount: number
  readonly isExact: boolean
}

async function profileColumns(
  engine: TableEngine,
  relation: Sql,
  columns: readonly ProfiledColumn[],
  { rowCount, isExact }: Size,
) {
  const aggregates = await inParts(columns, (part) =>
    scanAggregates(engine, relation, part, isExact),
  )
  const shapes = await inParts(columns, (part, start) =>
    scanHistograms(engine, relation, part, aggregates.slice(start)),
  )
  const counted = columns.filter(
    (_, at) => isExact || (aggregates[at]?.distinctCount ?? 0) <= countedValues,
  )
  const values = new Map(await inParts(counted, (part) => scanTopValues(engine, relation, part)))
  const others = columns.filter(({ name }) => !values.has(name))
  const estimates = await inParts(others, (part) =>
    estimateDistinct(engine, relation, part, rowCount),
  )
  const missingCounts = columns.map((_, at) => aggregates[at]?.missingCount ?? 0)
  const sample = await readSample(engine, relation, columns, {
    rowCount,
    wantedCount: Math.min(
      isExact ? exactRows : sampledRows,
      Math.floor(sampledCells / columns.length),
    ),
    incomplete: new Set(
      columns
        .filter((_, at) => missingCounts[at] !== 0 && missingCounts[at] !== rowCount)
        .map(({ name }) => name),
    ),
  })
  const found = {
    shapes: new Map(shapes),
    values,
    estimates: new Map(estimates),
    sample,
    isExact,
  }
  return {
    sample,
    memoryBytes: memoryOf(columns, aggregates, rowCount),
    profiles: columns.flatMap((column, at) => {
      const aggregated = aggregates[at]
      return aggregated === undefined ? [] : [toColumnProfile(column, aggregated, found)]
    }),
  }
}

function timeOf(columns: readonly ProfiledColumn[], time: ProfileOptions['time']) {
  const moments = columns.filter(({ kind }) => kind === 'moment')
  if (typeof time !== 'string') {
    return time === undefined || moments.length > 1 ? undefined : moments[0]
  }
  const found = columnNamed(columns, time)
  if (found.kind === 'moment') return found
  throw profileErrors.profileTimeOfWrongType({ column: time, type: found.type.toLowerCase() })
}

function byOf(columns: readonly ProfiledColumn[], by: string | undefined) {
  return by === undefined ? undefined : columnNamed(columns, by)
}

function columnNamed(columns: readonly ProfiledColumn[], name: string): ProfiledColumn {
  const found = columns.find((column) => column.name === name)
  if (found !== undefined) return found
  const names = columns.map((column) => column.name)
  throw profileErrors.profileColumnNotFound({ column: name, suggestion: suggestName(name, names) })
}

async function slicesOf(
  engine: TableEngine,
  relation: Sql,
  columns: readonly ProfiledColumn[],
  {
    time,
    by,
    isExact,
  }: {
    readonly time: ProfiledColumn | undefined
    readonly by: ProfiledColumn | undefined
    readonly isExact: boolean
  },
): Promise<{ readonly overTime?: TimeSlices; readonly byValue?: ValueSlices }> {
  const overTime = time && (await sliceByTime(engine, relation, columns, { time, isExact }))
  const byValue = by && (await sliceByValue(engine, relation, columns, { by, isExact }))
  return { ...(overTime ? { overTime } : {}), ...(byValue ? { byValue } : {}) }
}
