import type { ColumnSketch, InputColumn } from '../../learn/index.ts'
import { isProfile, type DriftSide } from './drift-side.ts'

/** A column of numbers or categories, or what is known of it. */
export type PlainColumn = InputColumn | ColumnSketch

/** One column of both sides; a side may lack it. */
export interface ColumnPair {
  readonly name: string
  readonly reference?: PlainColumn
  readonly current?: PlainColumn
}

/** Columns of both sides by their names, those of the reference first. */
export function pairColumns(
  reference: readonly PlainColumn[],
  current: readonly PlainColumn[],
): readonly ColumnPair[] {
  const [first, second] = [byName(reference), byName(current)]
  return [...new Set([...first.keys(), ...second.keys()])].map((name) => {
    const [before, after] = [first.get(name), second.get(name)]
    return {
      name,
      ...(before === undefined ? {} : { reference: before }),
      ...(after === undefined ? {} : { current: after }),
    }
  })
}

function byName(columns: readonly PlainColumn[]): ReadonlyMap<string, PlainColumn> {
  return new Map(columns.map((column) => [column.name, column]))
}

export function rowCountOf(side: DriftSide): number {
  if (isProfile(side)) return side.rowCount
  const [first] = side.columns
  if (first === undefined) return 0
  if (!('missingCount' in first)) return first.values.length
  return first.count + first.missingCount + (first.kind === 'number' ? first.infiniteCount : 0)
}
