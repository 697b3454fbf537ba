import type { Metric } from '../metric.ts'
import { countClasses, type ClassCounts } from './class-counts.ts'

// Of the whole numbers of classes. As scikit-learn has them, over the classes that are said or so; what is a
// share of no rows is 0.

/** The share of rows whose class is right. */
export function classAccuracy(): Metric {
  return ofClasses('classAccuracy', ({ right, rowCount }) => right / rowCount)
}

/** The mean over classes of their precision. */
export function macroPrecision(): Metric {
  return ofClasses('macroPrecision', (counts) => meanOver(counts, precisionOf))
}

/** The mean over classes of their recall. */
export function macroRecall(): Metric {
  return ofClasses('macroRecall', (counts) => meanOver(counts, recallOf))
}

/** The mean over classes of their F1. */
export function macroF1(): Metric {
  return ofClasses('macroF1', (counts) => meanOver(counts, f1Of))
}

/** The F1 of each class, weighted by its rows. */
export function classWeightedF1(): Metric {
  return ofClasses('classWeightedF1', (counts) =>
    counts.so.reduce((sum, rows, at) => sum + (rows * f1Of(counts, at)) / counts.rowCount, 0),
  )
}

/** How much more often it is right than a guess with the same shares (Cohen 1960). */
export function classKappa(): Metric {
  return ofClasses('classKappa', (counts) => kappaOf(counts, (a, b) => (a === b ? 0 : 1)))
}

/** Cohen's kappa of classes in order: a miss costs the square of how far it is off. */
export function quadraticKappa(): Metric {
  return ofClasses('quadraticKappa', (counts) => kappaOf(counts, (a, b) => (a - b) ** 2))
}

/** The correlation of what is said with what is so (Gorodkin 2004). */
export function classMatthews(): Metric {
  return ofClasses('classMatthews', ({ right, rowCount, so, said }) => {
    const product = (a: readonly number[], b: readonly number[]) =>
      a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)
    const square = rowCount ** 2
    const spread = Math.sqrt((square - product(said, said)) * (square - product(so, so)))
    return spread === 0 ? 0 : (right * rowCount - product(so, said)) / spread
  })
}

/**
 * Of rows put into groups: how often two rows that belong together stand together, and others apart, beyond what chance
 * does (Hubert & Arabie 1985). What groups are called does not matter.
 */
export function adjustedRand(): Metric {
  return ofClasses('adjustedRand', ({ table, so, said, rowCount }) => {
    const squares = (counts: readonly number[]) => counts.reduce((sum, own) => sum + own ** 2, 0)
    const together = squares(table.flat())
    const onlySo = squares(so) - together
    const onlySaid = squares(said) - together
    if (onlySo === 0 && onlySaid === 0) return 1
    const both = together - rowCount
    const neither = rowCount ** 2 - onlySo - onlySaid - together
    const whole = (both + onlySo) * (onlySo + neither) + (both + onlySaid) * (onlySaid + neither)
    return (2 * (both * neither - onlySo * onlySaid)) / whole
  })
}

function ofClasses(name: string, measure: (counts: ClassCounts) => number): Metric {
  return {
    name,
    better: 'higher',
    of: (truth, said) => (truth.length === 0 ? Number.NaN : measure(countClasses(truth, said))),
  }
}

type OfClass = (counts: ClassCounts, at: number) => number

function meanOver(counts: ClassCounts, of: OfClass): number {
  const { classes } = counts
  return classes.reduce((sum, _, at) => sum + of(counts, at), 0) / classes.length
}

function precisionOf({ table, said }: ClassCounts, at: number): number {
  return share(table[at]?.[at] ?? 0, said[at] ?? 0)
}

function recallOf({ table, so }: ClassCounts, at: number): number {
  return share(table[at]?.[at] ?? 0, so[at] ?? 0)
}

function f1Of({ table, so, said }: ClassCounts, at: number): number {
  return share(2 * (table[at]?.[at] ?? 0), (so[at] ?? 0) + (said[at] ?? 0))
}

function share(part: number, whole: number): number {
  return part === 0 ? 0 : part / whole
}

/** By the place of a class among all. */
function kappaOf(
  { table, so, said, rowCount }: ClassCounts,
  cost: (so: number, said: number) => number,
): number {
  let found = 0
  let byChance = 0
  for (const [row, counts] of table.entries()) {
    for (const [column, count] of counts.entries()) {
      const own = cost(row, column)
      found += own * count
      byChance += (own * (so[row] ?? 0) * (said[column] ?? 0)) / rowCount
    }
  }
  return 1 - found / byChance
}
