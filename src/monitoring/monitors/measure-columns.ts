import type { InputColumn } from '../../learn/index.ts'
import type { DescribedColumn } from '../drift/descriptors/described-column.ts'
import type { DriftSide } from '../drift/drift-side.ts'
import { measureDrift } from '../drift/measure-drift.ts'
import type { Measurement } from './measurement.ts'
import type { MonitorDrift, MonitorValue } from './monitor-run.ts'
import { measureTogether, togetherValues } from './measure-together.ts'
import type { Monitor } from './monitor.ts'
import { partsOf, watchedColumns } from './watched-columns.ts'

export interface ColumnsToMeasure {
  readonly of: MonitorDrift['of']
  readonly columns: readonly InputColumn[]
  /** Undefined where there is nothing to compare with: `without` says why. */
  readonly reference: DriftSide | undefined
  readonly against: string
  /**
   * Rows of the reference, where they are there: texts, images and embeddings are compared with these, and columns
   * together.
   */
  readonly rows?: readonly InputColumn[] | undefined
}

/** Columns of a window: what is missing, their means, and how far they have drifted from the reference. */
export async function measureColumns(
  monitor: Monitor,
  { of, columns, reference, against, rows }: ColumnsToMeasure,
  slice = '',
): Promise<Pick<Measurement, 'values' | 'drift' | 'notes'>> {
  // In a slice, the column that it is a slice of has changed by that alone.
  const isLeftOut = (name: string) =>
    monitor.leaveOut.includes(name) || slice.startsWith(`${name}=`)
  const own = columns.filter(({ name }) => !isLeftOut(name))
  const parts = partsOf(monitor)
  const quality = own.flatMap((column) =>
    parts.includes(column.name) ? [] : describeColumn(column, slice),
  )
  if (reference === undefined) {
    return { values: quality, drift: [], notes: slice === '' ? [`${of}: ${against}`] : [] }
  }
  const { mode, driftShare, compare } = monitor
  const share = driftShare === undefined ? {} : { driftShareLimit: driftShare }
  const options = { ...compare, mode, ...share }
  const now = watchedColumns(monitor, own)
  const before = watchedColumns(
    monitor,
    (rows ?? []).filter(({ name }) => !isLeftOut(name)),
  )
  const isCompared = (name: string) =>
    !isLeftOut(name) && !parts.includes(name) && !monitor.texts.includes(name)
  const known = before.described.map(({ name }) => name)
  const described = now.described.filter(({ name }) => known.includes(name))
  const report = measureDrift(
    withDescribed(onlyColumns(reference, isCompared), before.described),
    { columns: [...now.plain, ...described] },
    options,
  )
  const together =
    slice === '' && rows !== undefined && of !== 'predictions'
      ? await measureTogether(monitor, before, now)
      : []
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
  const multivariate = together.length === 0 ? {} : { multivariate: together }
  const unknown = now.described.filter(({ name }) => !known.includes(name))
  return {
    values: [...whole, ...drifted, ...togetherValues(together, rowCount), ...quality],
    drift: slice === '' ? [{ ...report, ...multivariate, of, against }] : [],
    notes:
      slice === ''
        ? unknown.map(({ name }) => `${name}: the rows that it is to be compared with are not kept`)
        : [],
  }
}

function onlyColumns(side: DriftSide, isWanted: (name: string) => boolean): DriftSide {
  if ('format' in side) {
    return { ...side, columns: side.columns.filter(({ name }) => isWanted(name)) }
  }
  return { columns: side.columns.filter(({ name }) => isWanted(name)) }
}

/** A profile knows of no texts, images and embeddings: those come as rows. */
function withDescribed(side: DriftSide, described: readonly DescribedColumn[]): DriftSide {
  return described.length === 0 ? side : { columns: [...side.columns, ...described] }
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
