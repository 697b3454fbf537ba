import type { InputColumn, ReferenceProfile } from '../../learn/index.ts'
import type { DriftSide } from '../drift/drift-side.ts'
import { measureDrift } from '../drift/measure-drift.ts'
import type { Measurement } from './measurement.ts'
import type { MonitorDrift, MonitorValue } from './monitor-run.ts'
import type { Monitor } from './monitor.ts'

export interface ColumnsToMeasure {
  readonly of: MonitorDrift['of']
  readonly columns: readonly InputColumn[]
  /** Undefined where there is nothing to compare with: `without` says why. */
  readonly reference: ReferenceProfile | DriftSide | undefined
  readonly against: string
}

/** Columns of a window: what is missing, their means, and how far they have drifted from the reference. */
export function measureColumns(
  monitor: Pick<Monitor, 'driftShare' | 'leaveOut' | 'mode'>,
  { of, columns, reference, against }: ColumnsToMeasure,
  slice = '',
): Pick<Measurement, 'values' | 'drift' | 'notes'> {
  // In a slice, the column that it is a slice of has changed by that alone.
  const isLeftOut = (name: string) =>
    monitor.leaveOut.includes(name) || slice.startsWith(`${name}=`)
  const own = columns.filter(({ name }) => !isLeftOut(name))
  const quality = own.flatMap((column) => describeColumn(column, slice))
  if (reference === undefined) {
    return { values: quality, drift: [], notes: slice === '' ? [`${of}: ${against}`] : [] }
  }
  const { mode, driftShare } = monitor
  const options = { mode, ...(driftShare === undefined ? {} : { driftShareLimit: driftShare }) }
  const report = measureDrift(without(reference, isLeftOut), { columns: own }, options)
  const rowCount = report.rowCounts.current
  const isMeasured = report.columns.some(
    ({ state }) => state === 'measured' || state === 'constant',
  )
  const whole: MonitorValue[] = isMeasured
    ? [
        { series: `drifted ${of}`, slice, value: Number(report.drifted), rowCount },
        ...(own.length > 1
          ? [{ series: 'driftedShare', slice, value: report.driftedShare, rowCount }]
          : []),
      ]
    : []
  const drifted = report.columns.flatMap((column): MonitorValue[] => {
    const { column: name, effect, score, outsideShare, newCategories } = column
    const value = effect?.value ?? score
    return [
      ...(value === undefined ? [] : [{ series: `drift of ${name}`, slice, value, rowCount }]),
      ...(outsideShare === undefined
        ? []
        : [{ series: `outside of ${name}`, slice, value: outsideShare, rowCount }]),
      ...(newCategories === undefined
        ? []
        : [{ series: `new categories of ${name}`, slice, value: newCategories.length, rowCount }]),
    ]
  })
  return {
    values: [...whole, ...drifted, ...quality],
    drift: slice === '' ? [{ ...report, of, against }] : [],
    notes: [],
  }
}

function without(
  side: ReferenceProfile | DriftSide,
  isLeftOut: (name: string) => boolean,
): ReferenceProfile | DriftSide {
  if ('format' in side) {
    return { ...side, columns: side.columns.filter(({ name }) => !isLeftOut(name)) }
  }
  return { columns: side.columns.filter(({ name }) => !isLeftOut(name)) }
}

function describeColumn(column: InputColumn, slice: string): MonitorValue[] {
  const { name, values } = column
  const rowCount = values.length
  if (rowCount === 0) return []
  if (column.kind === 'category') {
    const missing = column.values.reduce((sum, value) => sum + Number(value === undefined), 0)
    return [{ series: `missing of ${name}`, slice, value: missing / rowCount, rowCount }]
  }
  let [count, sum] = [0, 0]
  for (const value of column.values) {
    if (!Number.isFinite(value)) continue
    count += 1
    sum += value
  }
  return [
    { series: `missing of ${name}`, slice, value: (rowCount - count) / rowCount, rowCount },
    ...(count === 0 ? [] : [{ series: `mean of ${name}`, slice, value: sum / count, rowCount }]),
  ]
}
