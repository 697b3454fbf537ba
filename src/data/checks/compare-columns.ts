import { settingValue } from '../../base/index.ts'
import {
  binCategories,
  binNumbers,
  chiSquareTwoSample,
  correctPValues,
  countCategories,
  fillEmptyShares,
  jensenShannon,
  kolmogorovSmirnov,
  kullbackLeibler,
  meanShift,
  populationStability,
  wassersteinNormed,
} from '../../learn/index.ts'
import { ident, joinSql, sql, type Columns, type Sql, type TableEngine } from '../../table/index.ts'
import { dataErrors } from '../errors.ts'
import type { CheckScope, ComparisonCheck, Judgement } from './check.ts'
import type { Comparison, Distance } from './comparison.ts'

/** How one column compares with the reference. */
export interface ColumnComparison {
  readonly column: string
  readonly holds: boolean
  /** Absent where one side has no values. */
  readonly statistic?: number
  readonly pValue?: number
  /** The p-value, corrected for the number of columns. */
  readonly correctedPValue?: number
}

/**
 * Compares the columns of a relation with those of the check's reference. Reads both into memory, column
 * by column. Throws `data.columnNotComparable`.
 */
export async function compareColumns(
  engine: TableEngine,
  relation: Sql,
  check: ComparisonCheck,
  columns: Columns,
  scope: CheckScope,
): Promise<Judgement & { readonly comparisons: readonly ColumnComparison[] }> {
  assertComparable(check, columns)
  const [to] = check.tables
  const reference = await readColumns(engine, scope.tables(to), check.columns)
  const current = await readColumns(engine, relation, check.columns)
  if (reference.rowCount === 0 || current.rowCount === 0) {
    const side = reference.rowCount === 0 ? `${to.name} has` : 'there are'
    return { holds: true, found: `not compared, ${side} no rows`, failedCount: 0, comparisons: [] }
  }
  const measured = check.columns.map((column) => {
    const pair = { reference: reference.valuesOf(column), current: current.valuesOf(column) }
    return { column, ...measurePair(pair, check.by, columns[column]?.type) }
  })
  const comparisons = judgeAll(measured, check, scope)
  return {
    holds: comparisons.every(({ holds }) => holds),
    found: tellAll(comparisons),
    failedCount: 0,
    comparisons,
  }
}

type ColumnKind = Columns[string]['type'] | undefined

interface Pair {
  readonly reference: readonly unknown[]
  readonly current: readonly unknown[]
}

interface Measured {
  readonly statistic?: number
  readonly pValue?: number
}

function needsNumbers(by: Comparison): boolean {
  return by.kind === 'mean' || by.method === 'ks' || by.method === 'wasserstein'
}

function assertComparable(check: ComparisonCheck, columns: Columns): void {
  if (!needsNumbers(check.by)) return
  for (const column of check.columns) {
    const type = columns[column]?.type
    if (type === 'text' || type === 'boolean') {
      throw dataErrors.columnNotComparable({ check: check.name, column, type })
    }
  }
}

async function readColumns(engine: TableEngine, relation: Sql, columns: readonly string[]) {
  const names = joinSql(columns.map(ident), ', ')
  const found = await engine.columns(sql`select ${names} from ${relation}`)
  const valuesOf = (column: string) => found.get(column) ?? []
  return {
    rowCount: valuesOf(columns[0] ?? '').length,
    valuesOf: (column: string) => valuesOf(column).filter(isThere),
  }
}

function isThere(value: unknown): boolean {
  return (
    value !== undefined && value !== null && !(typeof value === 'number' && !Number.isFinite(value))
  )
}

function measurePair(pair: Pair, by: Comparison, type: ColumnKind): Measured {
  if (pair.reference.length === 0 || pair.current.length === 0) return {}
  switch (by.kind) {
    case 'mean':
      return { statistic: meanShift(...numbersOf(pair)) }
    case 'distance':
      return { statistic: distanceOf(pair, by, type) }
    case 'test': {
      if (by.method === 'ks') return kolmogorovSmirnov(...numbersOf(pair))
      const counts = countCategories(pair.reference.map(String), pair.current.map(String))
      return chiSquareTwoSample(counts.reference, counts.current)
    }
  }
}

function distanceOf(pair: Pair, { method }: Distance, type: ColumnKind): number {
  if (method === 'wasserstein') return wassersteinNormed(...numbersOf(pair))
  const isCategory = type === 'text' || type === 'boolean'
  const { reference, current } = isCategory
    ? binCategories(pair.reference.map(String), pair.current.map(String))
    : binNumbers(...numbersOf(pair), { whole: type === 'integer' })
  switch (method) {
    case 'js':
      return jensenShannon(reference, current)
    case 'kl':
      return kullbackLeibler(fillEmptyShares(reference), fillEmptyShares(current))
    case 'psi':
      return populationStability(fillEmptyShares(reference), fillEmptyShares(current))
  }
}

/** Moments count as milliseconds. */
function numbersOf({ reference, current }: Pair): [Float64Array, Float64Array] {
  return [Float64Array.from(reference, Number), Float64Array.from(current, Number)]
}

function judgeAll(
  measured: readonly (Measured & { readonly column: string })[],
  { by, correct }: ComparisonCheck,
  { settings }: CheckScope,
): ColumnComparison[] {
  const known = measured.filter(({ pValue }) => pValue !== undefined)
  const pValues = known.map(({ pValue = 1 }) => pValue)
  const corrected = correct === undefined ? pValues : correctPValues(pValues, correct)
  return measured.map(({ column, statistic, pValue }): ColumnComparison => {
    if (statistic === undefined) return { column, holds: false }
    switch (by.kind) {
      case 'mean': {
        return {
          column,
          statistic,
          holds: Math.abs(statistic) <= settingValue(by.deviations, settings),
        }
      }
      case 'distance':
        return { column, statistic, holds: statistic < settingValue(by.below, settings) }
      case 'test': {
        const at = known.findIndex((other) => other.column === column)
        const held = corrected[at] ?? 1
        const alpha = settingValue(by.alpha, settings)
        return {
          column,
          statistic,
          pValue: pValue ?? 1,
          ...(correct === undefined ? {} : { correctedPValue: held }),
          holds: by.method === 'ks' ? held > alpha : held >= alpha,
        }
      }
    }
  })
}

/** What differs stands first. */
function tellAll(comparisons: readonly ColumnComparison[]): string {
  return comparisons
    .toSorted((a, b) => Number(a.holds) - Number(b.holds))
    .map((comparison) => {
      const verb = comparison.holds ? '' : ' differs,'
      return `${comparison.column}${verb} ${tellNumbers(comparison)}`
    })
    .join('; ')
}

function tellNumbers({ statistic, pValue, correctedPValue }: ColumnComparison): string {
  if (statistic === undefined) return 'one side has no values'
  const write = (value: number) => String(Number(value.toPrecision(3)))
  if (pValue === undefined) return write(statistic)
  const corrected = correctedPValue === undefined ? '' : `, corrected ${write(correctedPValue)}`
  return `${write(statistic)} with p ${write(pValue)}${corrected}`
}
