import {
  correctPValues,
  measureRows,
  pickJudged,
  welchTail,
  type InputColumn,
  type JudgedRows,
  type Metric,
  type Moments,
} from '../../learn/index.ts'
import type { ReportedSlice, SliceSearch } from '../../registry/index.ts'
import { conditionsOf, type Condition } from './conditions.ts'

export interface RowsToSlice {
  readonly columns: readonly InputColumn[]
  readonly metric: Metric
  readonly judged: JudgedRows
  /** What each row costs. */
  readonly losses: Float64Array
}

/** A slice of fewer rows tells too little. */
const leastRows = 30
const leastShare = 0.005
/** Of what is called worse, about so much is not. */
const level = 0.05
const mostFound = 12

/** Without its rows: of the pairs of a hundred columns those would take gigabytes. */
interface Part {
  readonly conditions: readonly Condition[]
  readonly inside: Moments
  readonly outside: Moments
  readonly p: number
}

/** Each value of the columns that were asked for, and each pair of values of those that are crossed. */
export function measureSlices(
  rows: RowsToSlice,
  columns: readonly string[],
  crossings: readonly (readonly string[])[],
): readonly ReportedSlice[] {
  const by = new Map(
    [...columns, ...crossings.flat()].map((name) => {
      const column = rows.columns.find((own) => own.name === name)
      return [name, column === undefined ? [] : conditionsOf(column)] as const
    }),
  )
  const single = columns.flatMap((name) => (by.get(name) ?? []).map((own) => [own]))
  const crossed = crossings.flatMap((names) =>
    names.reduce<readonly (readonly Condition[])[]>(
      (before, name) => before.flatMap((own) => (by.get(name) ?? []).map((next) => [...own, next])),
      [[]],
    ),
  )
  const parts = [...single, ...crossed]
    .map((conditions) => toPart(rows, conditions))
    .filter(({ inside }) => inside.count > 0)
  return report(rows, parts)
}

/**
 * Looks for the slices that the model does worst on, of one condition or two. All that were tried count: p-values
 * are held to a false discovery rate (Benjamini and Hochberg), and a pair is told only where it is worse than each of
 * its conditions alone.
 */
export function searchSlices(rows: RowsToSlice): SliceSearch {
  const rowCount = rows.losses.length
  const least = Math.max(leastRows, Math.ceil(leastShare * rowCount))
  const isTold = ({ inside }: Part) => inside.count >= least && inside.count < rowCount
  const room = new Uint8Array(rowCount)
  const single = rows.columns
    .flatMap(conditionsOf)
    .map((condition) => toPart(rows, [condition], room))
    .filter(isTold)
  const pairs = single.flatMap((first, at) =>
    single.slice(at + 1).flatMap((second) => {
      const conditions = [...first.conditions, ...second.conditions]
      if (conditions[0]?.column === conditions[1]?.column) return []
      const part = toPart(rows, conditions, room)
      const alone = Math.max(first.inside.mean, second.inside.mean)
      return isTold(part) ? [{ ...part, isWorseThanParts: part.inside.mean > alone * 1.1 }] : []
    }),
  )
  const tried: readonly (Part & { readonly isWorseThanParts?: boolean })[] = [...single, ...pairs]
  const corrected = correctPValues(
    tried.map(({ p }) => p),
    'benjaminiHochberg',
  )
  const worst = tried
    .map((part, at) => ({ ...part, p: corrected[at] ?? 1 }))
    .filter(({ p, isWorseThanParts }) => p < level && isWorseThanParts !== false)
    .toSorted((a, b) => b.inside.mean - a.inside.mean)
  return {
    tried: tried.length,
    found: unlike(worst, rowCount).map((part) => toSlice(rows, part)),
  }
}

/** A slice of mostly the same rows as one before it is not told again. */
function unlike<Own extends Part>(parts: readonly Own[], rowCount: number): readonly Own[] {
  const told: { readonly part: Own; readonly has: Uint8Array }[] = []
  for (const part of parts) {
    const has = rowsWith(part.conditions, new Uint8Array(rowCount))
    const isNew = told.every((other) => overlapOf(has, other.has) < 0.7)
    if (isNew) told.push({ part, has })
    if (told.length === mostFound) break
  }
  return told.map(({ part }) => part)
}

function overlapOf(a: Uint8Array, b: Uint8Array): number {
  let [both, either] = [0, 0]
  for (let row = 0; row < a.length; row += 1) {
    both += (a[row] ?? 0) & (b[row] ?? 0)
    either += (a[row] ?? 0) | (b[row] ?? 0)
  }
  return both / either
}

function report(rows: RowsToSlice, parts: readonly Part[]): readonly ReportedSlice[] {
  const corrected = correctPValues(
    parts.map(({ p }) => p),
    'benjaminiHochberg',
  )
  return parts.map((part, at) => toSlice(rows, { ...part, p: corrected[at] ?? 1 }))
}

function toPart(
  { losses }: RowsToSlice,
  conditions: readonly Condition[],
  room = new Uint8Array(losses.length),
): Part {
  const has = rowsWith(conditions, room)
  const [inside, outside] = momentsBeside(losses, has)
  const p = welchTail(inside, outside)
  // Of one row, or of all, there is nothing to tell.
  return { conditions, inside, outside, p: Number.isNaN(p) ? 1 : p }
}

/** 1 for each row that all conditions hold for, in `room`. */
function rowsWith(conditions: readonly Condition[], room: Uint8Array): Uint8Array {
  room.fill(1)
  for (const condition of conditions) {
    for (let row = 0; row < room.length; row += 1) {
      room[row] = (room[row] ?? 0) & (condition.has[row] ?? 0)
    }
  }
  return room
}

/** In one pass over the rows, without an array of each side. */
function momentsBeside(losses: Float64Array, has: Uint8Array): readonly [Moments, Moments] {
  const sums = [0, 0]
  const counts = [0, 0]
  for (let row = 0; row < has.length; row += 1) {
    const side = has[row] ?? 0
    counts[side] = (counts[side] ?? 0) + 1
    sums[side] = (sums[side] ?? 0) + (losses[row] ?? 0)
  }
  const means = sums.map((sum, side) => sum / (counts[side] ?? 0))
  const squares = [0, 0]
  for (let row = 0; row < has.length; row += 1) {
    const side = has[row] ?? 0
    squares[side] = (squares[side] ?? 0) + ((losses[row] ?? 0) - (means[side] ?? 0)) ** 2
  }
  const of = (side: number): Moments => ({
    count: counts[side] ?? 0,
    mean: means[side] ?? Number.NaN,
    squares: squares[side] ?? 0,
  })
  return [of(1), of(0)]
}

function toSlice(
  { metric, judged }: RowsToSlice,
  { conditions, inside, outside, p }: Part,
): ReportedSlice {
  const has = rowsWith(conditions, new Uint8Array(judged.truth.length))
  const own = [...has.keys()].filter((row) => has[row] === 1)
  const { mean, count, squares } = inside
  const error = count < 2 ? Number.NaN : Math.sqrt(squares / (count - 1) / count)
  return {
    conditions: conditions.map(({ words }) => words),
    rowCount: count,
    metric: measureRows(metric, pickJudged(judged, { rows: own })),
    loss: mean,
    // 95 % of a normal mean; a loss is never below zero.
    low: Math.max(0, mean - 1.96 * error),
    high: mean + 1.96 * error,
    rest: outside.mean,
    p,
    isWorse: p < level,
  }
}
