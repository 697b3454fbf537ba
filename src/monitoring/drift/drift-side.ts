import type { InputColumn, ReferenceProfile } from '../../learn/index.ts'

/** A column of raw values to be compared. */
export type MonitoredColumn = InputColumn

/** Rows of one side of a comparison: their columns, or the profile that was kept of them. */
export type DriftSide = { readonly columns: readonly MonitoredColumn[] } | ReferenceProfile

export function isProfile(side: DriftSide): side is ReferenceProfile {
  return 'format' in side
}
