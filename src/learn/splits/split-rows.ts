import { parseDuration } from '../../base/index.ts'
import { learnErrors } from '../errors.ts'
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
import type { Split, SplitByTime } from './split.ts'

/** Numbers of rows, in ascending order. */
export interface SplitRows {
  readonly train: Uint32Array
  readonly test: Uint32Array
  /** Rows on neither side; there where a gap is wanted. */
  readonly leftOut?: Uint32Array
}

/**
 * Parts rows so that the share of test rows is as near as it can be to the one wanted, while rows that
 * belong together (of one moment, or of one value where the split names columns) stay so and neither
 * side is empty. Throws `learn.cannotSplit`, or `learn.wrongSetting` for a column that is not there
 * and for a setting with which a side would be empty.
 */
export function splitRows(split: Split, rows: RowsToSplit): SplitRows {
  const moments = momentUnits(rows)
  if (split.kind === 'grouped') {
    const units = columnUnits('grouped', [split.by], rows)
    checkTwo(units, split.by)
    const taken = takeFitting(units, drawUnits(units, split.seed), split.test)
    return partRows(units, (unit) => taken.has(unit))
  }
  if (split.kind === 'byHash') {
    const units = split.by.length === 0 ? moments : columnUnits('byHash', split.by, rows)
    const places = hashUnits(units, split.seed)
    return checkSides(
      partRows(units, (unit) => (places[unit] ?? 0) < split.test),
      split.test,
    )
  }
  if (moments.values.length < 2) {
    throw learnErrors.cannotSplit({ momentCount: moments.values.length })
  }
  const taken = takeMoments(split, moments, rows)
  const parts = partRows(moments, (unit) => taken.has(unit))
  return split.kind === 'byTime' ? leaveGap(split, rows, parts) : parts
}

type MomentSplit = Extract<Split, { readonly kind: 'byTime' | 'random' | 'stratified' }>

function takeMoments(split: MomentSplit, moments: SplitUnits, rows: RowsToSplit): Set<number> {
  switch (split.kind) {
    case 'byTime':
      return takeFirst(moments, orderUnits(moments), split.test)
    case 'random':
      return takeFirst(moments, drawUnits(moments, split.seed), split.test)
    case 'stratified':
      return takeEvenly(moments, drawByStratum(split, moments, rows), split.test)
  }
}

/** Leaves out the rows that are nearer than the gap before the first that is tested on. */
export function leaveGap(
  { gap }: Pick<SplitByTime, 'gap'>,
  { times }: RowsToSplit,
  { train, test }: SplitRows,
): SplitRows {
  if (gap === undefined) return { train, test }
  const first = test.reduce((least, row) => Math.min(least, times[row] ?? 0), Infinity)
  const isBefore = (row: number) => (times[row] ?? 0) <= first - parseDuration(gap)
  const early = train.filter(isBefore)
  if (early.length === 0) {
    const wanted = 'shorter than the time before the rows to test on'
    throw learnErrors.wrongSetting({ owner: 'byTime', setting: 'gap', found: gap, wanted })
  }
  return { train: early, test, leftOut: train.filter((row) => !isBefore(row)) }
}

export function partRows({ ofRow }: SplitUnits, isTested: (unit: number) => boolean): SplitRows {
  const all = Uint32Array.from(ofRow.keys())
  const isTest = (row: number) => isTested(ofRow[row] ?? 0)
  return { train: all.filter((row) => !isTest(row)), test: all.filter(isTest) }
}

/** The first units of an order, so many that their rows come nearest to the share. */
function takeFirst(units: SplitUnits, order: readonly number[], share: number): Set<number> {
  const wanted = share * units.ofRow.length
  const taken = new Set<number>()
  let rowCount = 0
  for (const unit of order.slice(0, -1)) {
    const after = rowCount + (units.rowCounts[unit] ?? 0)
    const isNearer = Math.abs(after - wanted) < Math.abs(rowCount - wanted)
    if (taken.size > 0 && !isNearer) break
    taken.add(unit)
    rowCount = after
  }
  return taken
}

/** Units of an order, those left out that would lead away from the share. */
function takeFitting(units: SplitUnits, order: readonly number[], share: number): Set<number> {
  const wanted = share * units.ofRow.length
  const taken = new Set<number>()
  let rowCount = 0
  for (const unit of order) {
    const after = rowCount + (units.rowCounts[unit] ?? 0)
    if (Math.abs(after - wanted) >= Math.abs(rowCount - wanted)) continue
    taken.add(unit)
    rowCount = after
  }
  const smallest =
    order.toSorted((a, b) => (units.rowCounts[a] ?? 0) - (units.rowCounts[b] ?? 0))[0] ?? 0
  if (taken.size === 0) taken.add(smallest)
  if (taken.size === order.length) taken.delete(smallest)
  return taken
}

/** Units spread over the whole order, so that each stretch of it has about the share. */
function takeEvenly(units: SplitUnits, order: readonly number[], share: number): Set<number> {
  const taken = new Set<number>()
  let seen = 0
  let rowCount = 0
  for (const unit of order) {
    const own = units.rowCounts[unit] ?? 0
    seen += own
    if (share * seen - rowCount < own / 2) continue
    taken.add(unit)
    rowCount += own
  }
  const [first = 0] = order
  if (taken.size === 0) taken.add(first)
  if (taken.size === order.length) taken.delete(first)
  return taken
}

function checkTwo({ values }: SplitUnits, by: string): void {
  if (values.length >= 2) return
  const wanted = 'a column of at least two different values'
  throw learnErrors.wrongSetting({ owner: 'grouped', setting: 'by', found: by, wanted })
}

function checkSides(parts: SplitRows, test: number): SplitRows {
  if (parts.train.length > 0 && parts.test.length > 0) return parts
  const wanted = 'a share that leaves rows on both sides of these few'
  throw learnErrors.wrongSetting({ owner: 'byHash', setting: 'test', found: test, wanted })
}
