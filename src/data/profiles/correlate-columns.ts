import { correlate, type CorrelatedColumn } from './correlate.ts'
import type { TableSample } from './passes/read-sample.ts'
import type { ColumnProfile, Correlations } from './profile.ts'

const correlatedColumns = 60
const fewValues = 20
const mostValues = 100

/** How the columns of a table go together: its numbers, and its texts and truths of few values. */
export function correlateColumns(
  profiles: readonly ColumnProfile[],
  sample: TableSample,
): Correlations {
  const columns = profiles
    .flatMap((profile) => correlatedColumn(profile, sample))
    .slice(0, correlatedColumns)
  return {
    rowCount: sample.rowCount,
    columns: columns.map(({ name }) => name),
    pairs: correlate(columns),
  }
}

/** Texts of many different values are no categories: more than 100, or one for every two rows. */
function correlatedColumn(column: ColumnProfile, sample: TableSample): CorrelatedColumn[] {
  const { name, kind, distinctCount } = column
  if (kind === 'number') return [{ name, numbers: sample.numbersOf(name) }]
  if (kind === 'moment') return []
  const most = Math.max(fewValues, Math.min(mostValues, sample.rowCount / 2))
  const isCategory = distinctCount > 1 && distinctCount <= most
  return isCategory ? [{ name, categories: sample.valuesOf(name) }] : []
}
