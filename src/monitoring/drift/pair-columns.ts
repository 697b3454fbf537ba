import { isProfile, type DriftSide, type MonitoredColumn } from './drift-side.ts'

/** One column of both sides; a side may lack it. */
export interface ColumnPair {
  readonly name: string
  readonly reference?: MonitoredColumn
  readonly current?: MonitoredColumn
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

function byName(side: DriftSide): ReadonlyMap<string, MonitoredColumn> {
  return new Map(side.columns.map((column: MonitoredColumn) => [column.name, column]))
}

export function rowCountOf(side: DriftSide): number {
  if (isProfile(side)) return side.rowCount
  const [first] = side.columns
  if (first === undefined) return 0
  if (!('missingCount' in first)) return first.values.length
  return first.count + first.missingCount + (first.kind === 'number' ? first.infiniteCount : 0)
}
