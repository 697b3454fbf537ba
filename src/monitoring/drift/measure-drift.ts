import { correctPValues } from '../../learn/index.ts'
import { compareCategories } from './compare-categories.ts'
import { compareNumbers } from './compare-numbers.ts'
import type { ColumnDrift, DriftReport } from './drift-report.ts'
import type { DriftSide } from './drift-side.ts'
import { findState, type Measured, type Unmeasured } from './find-state.ts'
import { pairColumns, rowCountOf, type ColumnPair } from './pair-columns.ts'
import { sayDrift, sayState } from './say-drift.ts'

export interface DriftOptions {
  /**
   * How often the whole may be called drifted where nothing has changed: 0.05. Also the share of columns
   * wrongly called drifted among those that are (Benjamini and Hochberg).
   */
  readonly level?: number
  /** A smaller effect is no drift, however sure: 0.05 of the rows would have to be elsewhere. */
  readonly leastEffect?: number
  /** From this share of drifted columns on the whole is called drifted; 0 is any one. */
  readonly driftShareLimit?: number
}

/**
 * Compares rows with those of a reference, column by column. Pure; columns of a side have one length, and
 * each side is either rows or the profile that was kept of them.
 */
export function measureDrift(
  reference: DriftSide,
  current: DriftSide,
  options: DriftOptions = {},
): DriftReport {
  const { level = 0.05, leastEffect = 0.05, driftShareLimit = 0 } = options
  const found = pairColumns(reference, current).map((pair) => compareColumn(pair))
  const columns = judge(found, level, leastEffect)
  const judged = columns.filter(({ state }) => state !== 'newColumn' && state !== 'empty')
  const driftedCount = judged.filter(({ drifted }) => drifted).length
  const driftedShare = judged.length === 0 ? 0 : driftedCount / judged.length
  return {
    mode: 'default',
    rowCounts: { reference: rowCountOf(reference), current: rowCountOf(current) },
    columns,
    driftedShare,
    driftShareLimit,
    drifted: driftedCount > 0 && driftedShare >= driftShareLimit,
  }
}

type Found = Unmeasured | Measured

function compareColumn(pair: ColumnPair): Found {
  const found = findState(pair)
  if (found.state !== 'measured') return found
  const { reference, current, ...about } = found
  if (reference.kind === 'number' && current.kind === 'number') {
    return { ...about, ...compareNumbers(reference.numbers, current.numbers) }
  }
  if (reference.kind === 'category' && current.kind === 'category') {
    return { ...about, ...compareCategories(reference.counted, current.counted) }
  }
  return { ...about, state: 'typeChanged' }
}

/** P-values are made honest about their number before they are held against the level. */
function judge(found: readonly Found[], level: number, leastEffect: number): ColumnDrift[] {
  const tested = found.filter((column) => 'pValue' in column)
  const adjusted = correctPValues(
    tested.map(({ pValue }) => pValue),
    'benjaminiHochberg',
  )
  const scores = new Map(tested.map(({ column }, at) => [column, adjusted[at] ?? 1]))
  return found.map((column): ColumnDrift => {
    if (!('pValue' in column)) return { ...column, ...sayState(column) }
    const score = scores.get(column.column) ?? 1
    const drifted = score <= level && column.effect.value >= leastEffect
    const effect = { ...column.effect, least: leastEffect }
    const judged = { ...column, effect, score, threshold: level, drifted }
    return { ...judged, says: sayDrift(judged) }
  })
}
