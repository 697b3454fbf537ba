import type { ColumnSketch } from '../../learn/index.ts'
import { isProfile, type DriftSide, type MonitoredColumn } from './drift-side.ts'

export type SideColumn = MonitoredColumn | ColumnSketch

/** One column of both sides; a side may lack it. */
export interface ColumnPair {
  readonly name: string
  readonly reference?: SideColumn
  readonly current?: SideColumn
}

/** Columns of both sides by their names, those of the reference first. */
export function pairColumns(reference: DriftSide, current: DriftSide): readonly ColumnPair[] {
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

function byName(side: DriftSide): ReadonlyMap<string, SideColumn> {
  return new Map(side.columns.map((column: SideColumn) => [column.name, column]))
}

export function rowCountOf(side: DriftSide): number {
  return isProfile(side) ? side.rowCount : (side.columns[0]?.values.length ?? 0)
}
