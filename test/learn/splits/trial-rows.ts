import { seededRandom } from '../../../src/base/index.ts'
import type { RowsToSplit, SplitRows } from '../../../src/learn/index.ts'

export type TrialRows = Required<RowsToSplit> & {
  readonly columns: { readonly beachId: readonly string[]; readonly kind: readonly string[] }
}

/** So many rows at about a third as many moments, of beaches of unlike size and of a rare kind. */
export function trialRows(seed: number | string, size: number): TrialRows {
  const stream = seededRandom(seed)
  const indexes = Array.from({ length: size }, (_, row) => row)
  return {
    times: Float64Array.from(indexes, (row) => (row < 12 ? row : stream.below(size / 3))),
    labels: Float64Array.from(indexes, () => stream.normal()),
    columns: {
      beachId: indexes.map(
        (row) => `beach ${row < 12 ? row : Math.floor(12 * stream.next() ** 2)}`,
      ),
      kind: indexes.map(() => (stream.next() < 0.05 ? 'rare' : 'usual')),
    },
  }
}

/** The rows of both sides and those left out, in order: each stands there once. */
export function allRows({ train, test, leftOut = new Uint32Array(0) }: SplitRows): number[] {
  return [...train, ...test, ...leftOut].toSorted((a, b) => a - b)
}

/** The values that stand on both sides. */
export function sharedValues(
  { train, test }: SplitRows,
  valueOf: (row: number) => unknown,
): unknown[] {
  const learned = new Set(Array.from(train, valueOf))
  return Array.from(test, valueOf).filter((value) => learned.has(value))
}

export function countWhere(rows: Uint32Array, holds: (row: number) => boolean): number {
  return rows.filter(holds).length
}
