import { ident, joinSql, sql, type Columns, type Sql, type TableEngine } from '../../table/index.ts'
import { correlate } from './correlate.ts'
import { profileErrors } from './errors.ts'
import { estimateDistinct } from './estimate-distinct.ts'
import { findAlerts } from './find-alerts.ts'
import type { Correlations, Profile } from './profile.ts'
import { profiledColumns, type ProfiledColumn } from './profiled-column.ts'
import { readSample, type TableSample } from './read-sample.ts'
import { countDuplicates, countRows, scanAggregates } from './scan-aggregates.ts'
import { scanHistograms } from './scan-histograms.ts'
import { countedValues, scanTopValues } from './scan-top-values.ts'
import { toColumnProfile } from './to-column-profile.ts'

/** Up to so many rows, all is exact. */
const exactRows = 100_000
const sampledRows = 20_000
/** Above, comparing all rows would take too much memory: some 32 bytes a row. */
const comparedRows = 20_000_000
const shownRows = 10

/**
 * Tells what a table holds, in seven passes whose memory does not grow with the rows, save for 32 bytes
 * a row to find duplicates. Of columns that are declared only those are read, with their units. Throws
 * `data.profileWithoutRows` and `data.profileColumnNotFound`.
 */
export async function profileTable(
  engine: TableEngine,
  relation: Sql,
  declared?: Columns,
): Promise<Profile> {
  const columns = await profiledColumns(engine, relation, declared)
  const rowCount = await countRows(engine, relation)
  if (rowCount === 0 || columns.length === 0) {
    throw profileErrors.profileWithoutRows({ table: 'The table' })
  }
  const isExact = rowCount <= exactRows
  const aggregates = await scanAggregates(engine, relation, columns, isExact)
  const shapes = await scanHistograms(engine, relation, columns, aggregates)
  const counted = columns.filter(
    (_, at) => isExact || (aggregates[at]?.distinctCount ?? 0) <= countedValues,
  )
  const values = await scanTopValues(engine, relation, counted)
  const others = columns.filter(({ name }) => !values.has(name))
  const estimates = await estimateDistinct(engine, relation, others, rowCount)
  const wantedCount = isExact ? exactRows : sampledRows
  const sample = await readSample(engine, relation, columns, { rowCount, wantedCount })
  const found = { shapes, values, estimates, sample, isExact }
  const profiles = columns.flatMap((column, at) => {
    const aggregated = aggregates[at]
    return aggregated === undefined ? [] : [toColumnProfile(column, aggregated, found)]
  })
  const measured = {
    rowCount,
    missingCount: profiles.reduce((sum, { missingCount }) => sum + missingCount, 0),
    ...(rowCount <= comparedRows
      ? { duplicateRowCount: await countDuplicates(engine, relation, columns) }
      : {}),
    columns: profiles,
    correlations: correlationsOf(columns, sample),
  }
  return {
    ...measured,
    alerts: findAlerts(measured),
    approximations: isExact ? [] : tellApproximations(sample.rowCount),
    sample: await firstRows(engine, relation, columns),
  }
}

function correlationsOf(columns: readonly ProfiledColumn[], sample: TableSample): Correlations {
  const names = columns.filter(({ kind }) => kind === 'number').map(({ name }) => name)
  const numbers = names.map((name) => ({ name, values: sample.numbersOf(name) }))
  return { rowCount: sample.rowCount, columns: names, pairs: correlate(numbers) }
}

function tellApproximations(sampleCount: number): string[] {
  return [
    `Distinct counts above ${countedValues.toLocaleString('en')} are estimated, some 0.3 % off for a key, 5 % for 20,000 values in ten million rows.`,
    'Quantiles are estimated (t-digest), finest at both ends; the smallest and largest value are exact.',
    `Correlations, patterns and dates in text are measured on ${sampleCount.toLocaleString('en')} rows, chosen by a hash of their place.`,
  ]
}

async function firstRows(engine: TableEngine, relation: Sql, columns: readonly ProfiledColumn[]) {
  const names = joinSql(
    columns.map(({ name, value }) => sql`${value} as ${ident(name)}`),
    ', ',
  )
  const rows = await engine.rows(sql`select ${names} from ${relation} limit ${shownRows}`)
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toJson(value)])),
  )
}

function toJson(value: unknown): unknown {
  if (value === undefined) return null
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}
