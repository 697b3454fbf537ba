import { learnErrors } from '../errors.ts'
import { leaveGap, partRows, type SplitRows } from './split-rows.ts'
import { drawByStratum } from './split-strata.ts'
import {
  columnUnits,
  drawUnits,
  hashUnits,
  momentUnits,
  orderUnits,
  type RowsToSplit,
  type SplitUnits,
} from './split-units.ts'
import { checkCount, type SplitManner } from './split.ts'

/** Rows in so many parts, each of which is tested on once. */
export interface KFold {
  readonly kind: 'kFold'
  readonly folds: number
  readonly of: SplitManner
}

/**
 * Folds in the manner of a split, written without its `test`: `kFold(5, grouped({ by: 'beachId', seed: 1 }))`.
 * By time, each fold tests on what came after all that it learns from.
 */
export function kFold(folds: number, of: SplitManner): KFold {
  checkCount('kFold', 'folds', folds)
  return { kind: 'kFold', folds, of }
}

/** The folds, one after the other. Throws `learn.wrongSetting` where there are too few rows for them. */
export function foldRows({ folds, of }: KFold, rows: RowsToSplit): readonly SplitRows[] {
  if (of.kind === 'byTime') return foldsInTime(folds, of, rows)
  const units = unitsOf(of, rows)
  checkEnough(folds, units.values.length)
  const foldOfUnit =
    of.kind === 'byHash' ? hashed(units, of.seed, folds) : dealt(of, units, rows, folds)
  const parts = Array.from({ length: folds }, (_, fold) =>
    partRows(units, (unit) => foldOfUnit[unit] === fold),
  )
  checkEnough(folds, parts.filter(({ test }) => test.length > 0).length)
  return parts
}

type DrawnManner = Exclude<SplitManner, { readonly kind: 'byTime' | 'byHash' }>

function unitsOf(of: SplitManner, rows: RowsToSplit): SplitUnits {
  const moments = momentUnits(rows)
  if (of.kind === 'grouped') return columnUnits('grouped', [of.by], rows)
  if (of.kind === 'byHash' && of.by.length > 0) return columnUnits('byHash', of.by, rows)
  return moments
}

function hashed(units: SplitUnits, seed: number | string, folds: number): readonly number[] {
  return hashUnits(units, seed).map((place) => Math.floor(place * folds))
}

/** Each unit, in the order drawn, goes to the fold that has the fewest rows. */
function dealt(
  of: DrawnManner,
  units: SplitUnits,
  rows: RowsToSplit,
  folds: number,
): readonly number[] {
  const foldOfUnit: number[] = []
  const sizes = Array.from({ length: folds }, () => 0)
  for (const unit of orderToDeal(of, units, rows)) {
    const fold = sizes.indexOf(Math.min(...sizes))
    foldOfUnit[unit] = fold
    sizes[fold] = (sizes[fold] ?? 0) + (units.rowCounts[unit] ?? 0)
  }
  return foldOfUnit
}

function orderToDeal(of: DrawnManner, units: SplitUnits, rows: RowsToSplit): readonly number[] {
  if (of.kind === 'stratified') return drawByStratum(of, units, rows)
  const drawn = drawUnits(units, of.seed)
  if (of.kind === 'random') return drawn
  // The largest first: small groups level out what large ones leave uneven.
  return drawn.toSorted((a, b) => (units.rowCounts[b] ?? 0) - (units.rowCounts[a] ?? 0))
}

/** One part more than folds, as the oldest is only learned from. */
function foldsInTime(
  folds: number,
  of: Extract<SplitManner, { readonly kind: 'byTime' }>,
  rows: RowsToSplit,
): readonly SplitRows[] {
  const moments = momentUnits(rows)
  checkEnough(folds, moments.values.length - 1)
  const partOfUnit = partsInTime(moments, folds + 1)
  const partOf = (row: number) => partOfUnit[moments.ofRow[row] ?? 0] ?? 0
  const all = Uint32Array.from(moments.ofRow.keys())
  return Array.from({ length: folds }, (_, fold) =>
    leaveGap(of, rows, {
      train: all.filter((row) => partOf(row) <= fold),
      test: all.filter((row) => partOf(row) === fold + 1),
    }),
  )
}

function partsInTime(moments: SplitUnits, partCount: number): readonly number[] {
  const order = orderUnits(moments).toReversed()
  const partOfUnit: number[] = []
  let rowCount = 0
  let before = -1
  for (const [place, unit] of order.entries()) {
    const fair = Math.floor((rowCount * partCount) / moments.ofRow.length)
    // No part is passed over, and enough moments are left for those to come.
    const part = Math.max(Math.min(fair, before + 1), partCount - order.length + place)
    partOfUnit[unit] = part
    rowCount += moments.rowCounts[unit] ?? 0
    before = part
  }
  return partOfUnit
}

function checkEnough(folds: number, most: number): void {
  if (folds <= most) return
  const wanted = `at most ${most}, so that each fold has rows`
  throw learnErrors.wrongSetting({ owner: 'kFold', setting: 'folds', found: folds, wanted })
}
