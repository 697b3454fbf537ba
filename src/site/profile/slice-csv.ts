import type { SlicedColumn } from '../../data/index.ts'
import { csvAddress, toCsv } from '../csv.ts'

/** The numbers of one column in each slice, as an address to download. */
export function sliceCsvAddress(
  head: string,
  names: readonly string[],
  rowCounts: readonly number[],
  column: SlicedColumn,
): string {
  const { missingCounts, means, lows, medians, highs } = column
  const told = Object.entries({
    mean: means,
    low_10: lows,
    median: medians,
    high_90: highs,
  }).flatMap(([name, values]) => (values === undefined ? [] : [{ name, values }]))
  const rows = names.map((name, at) => [
    name,
    rowCounts[at],
    missingCounts[at],
    ...told.map(({ values }) => values[at] ?? undefined),
  ])
  return csvAddress(toCsv([head, 'rows', 'missing', ...told.map(({ name }) => name)], rows))
}
