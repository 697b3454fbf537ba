import type { RawRow } from '../../learn/index.ts'
import { showNumber, showPercent, type Gate } from './gate.ts'

export interface BehaviourRule {
  /** What is done to a row; the rest of it stays. */
  readonly change: (row: RawRow) => RawRow
  /** What the prediction does then. */
  readonly prediction: 'rises' | 'falls' | 'stays'
  /** By how much it may go the wrong way, in the label's unit; 0 when left out. */
  readonly tolerance?: number
  /** The share of rows that it must be so of; all when left out. */
  readonly of?: number
  /** How many held-out rows are tried; 500 when left out. */
  readonly rows?: number
}

/**
 * What a change of the features does to the prediction, tried on held-out rows:
 * `behaves('higher swell, higher waves', { change: (row) => ({ ...row, height: Number(row.height) + 1 }), prediction: 'rises' })`.
 */
export function behaves(name: string, rule: BehaviourRule): Gate {
  const { change, prediction, tolerance = 0, of: share = 1, rows: count = 500 } = rule
  return {
    name,
    judge: async ({ rows, predict }) => {
      const before = rows.first(count)
      if (before.length === 0) throw new Error('there are no held-out rows to try it on')
      const [was, is] = [await predict(before), await predict(before.map(change))]
      const kept = was.filter((value, row) =>
        isAsTold((is[row] ?? Number.NaN) - value, prediction, tolerance),
      ).length
      const found = kept / before.length
      return {
        gate: name,
        held: found >= share,
        found: `so for ${showPercent(found)} of ${before.length} rows`,
        wanted: `the prediction ${prediction}, for ${showPercent(share)}`,
      }
    },
  }
}

function isAsTold(
  change: number,
  prediction: BehaviourRule['prediction'],
  tolerance: number,
): boolean {
  if (prediction === 'rises') return change >= -tolerance
  return prediction === 'falls' ? change <= tolerance : Math.abs(change) <= tolerance
}

/** The least that must be right: what it says of rows that anybody could tell lies between two values. */
export function says(
  name: string,
  {
    rows,
    between: [low, high],
  }: { readonly rows: readonly RawRow[]; readonly between: readonly [number, number] },
): Gate {
  return {
    name,
    judge: async ({ predict }) => {
      const said = [...(await predict(rows))]
      const outside = said.filter((value) => !(value >= low && value <= high))
      return {
        gate: name,
        held: outside.length === 0,
        found: said.map(showNumber).join(', '),
        wanted: `between ${showNumber(low)} and ${showNumber(high)}`,
      }
    },
  }
}
