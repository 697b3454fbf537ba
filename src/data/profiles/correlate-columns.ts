import { correlate, type CorrelatedColumn } from './correlate.ts'
import type { TableSample } from './passes/read-sample.ts'
import type { ColumnProfile, Correlations } from './profile.ts'

const correlatedColumns = 60

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

/** Texts of many different values are no categories. */
function correlatedColumn(column: ColumnProfile, sample: TableSample): CorrelatedColumn[] {
  const { name, kind, distinctCount, topValues = [] } = column
  if (kind === 'number') return [{ name, numbers: sample.numbersOf(name) }]
  const isCategory =
    (kind === 'text' || kind === 'boolean') &&
    distinctCount > 1 &&
    distinctCount <= topValues.length
  return isCategory ? [{ name, categories: sample.valuesOf(name) }] : []
}
