import type { DescribedColumn } from './descriptors/described-column.ts'
import type { ColumnSketch, InputColumn, ReferenceProfile } from '../../learn/index.ts'

/** A column to be compared: its values, or what is known of them. */
export type MonitoredColumn = InputColumn | ColumnSketch | DescribedColumn

/** Rows of one side of a comparison: their columns, or the profile that was kept of them. */
export type DriftSide = { readonly columns: readonly MonitoredColumn[] } | ReferenceProfile

export function isProfile(side: DriftSide): side is ReferenceProfile {
  return 'format' in side
}
