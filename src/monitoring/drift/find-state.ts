import { columnValues, type ColumnValues } from './column-values.ts'
import type { BothSides, ColumnDrift, DriftState } from './drift-report.ts'
import type { ColumnPair } from './pair-columns.ts'

export type Unmeasured = Pick<ColumnDrift, 'column' | 'kind' | 'missingShare'> & {
  readonly state: Exclude<DriftState, 'measured' | 'constant'>
}

/** A column that has values on both sides. */
export interface Comparable {
  readonly state: 'measured'
  readonly column: string
  readonly kind: ColumnDrift['kind']
  readonly missingShare: BothSides
  readonly reference: ColumnValues
  readonly current: ColumnValues
}

/** Whether a column can be compared at all, and if not, why. */
export function findState({ name, reference, current }: ColumnPair): Unmeasured | Comparable {
  const known = reference ?? current
  const about = { column: name, kind: known?.kind ?? 'number' }
  if (reference === undefined) return { ...about, state: 'newColumn' }
  if (current === undefined) return { ...about, state: 'goneColumn' }
  if (reference.kind !== current.kind) return { ...about, state: 'typeChanged' }
  const [first, second] = [columnValues(reference), columnValues(current)]
  const missingShare = { reference: first.missingShare, current: second.missingShare }
  if (first.rowCount === 0 || second.rowCount === 0)
    return { ...about, missingShare, state: 'empty' }
  if (first.count === 0 || second.count === 0) {
    return { ...about, missingShare, state: 'allMissing' }
  }
  return { ...about, missingShare, state: 'measured', reference: first, current: second }
}
