import { checkSetting, isWhole } from '../check-setting.ts'
import type { Tree } from '../trees/tree.ts'

/**
 * How unusual a row is, from 0 to 1, without a target: what few random splits set apart is unusual (Liu, Ting
 * & Zhou 2008). Usual rows are near 0.5 or below.
 */
export interface IsolationForest {
  readonly kind: 'isolationForest'
  readonly trees: number
  /** How many rows each tree sees, at most. */
  readonly sampleRows: number
}

/** What was learned: plain JSON. A leaf says how many splits lead to a row. */
export interface FittedIsolation {
  readonly kind: 'isolation'
  readonly trees: readonly Tree[]
  /** How many splits lead to a row by chance. */
  readonly usual: number
}

/** Declares an isolation forest; what is left out has the usual value. Throws `learn.wrongSetting`. */
export function isolationForest(
  options: Partial<Omit<IsolationForest, 'kind'>> = {},
): IsolationForest {
  const spec: IsolationForest = { kind: 'isolationForest', trees: 100, sampleRows: 256, ...options }
  const { trees, sampleRows } = spec
  checkSetting(spec, 'trees', isWhole(trees, 1, 4096), 'a whole number from 1 to 4096')
  checkSetting(spec, 'sampleRows', isWhole(sampleRows, 2, 1e6), 'a whole number from 2')
  return spec
}

/** The mean number of splits that lead to one of so many rows in a search tree that chance built. */
export function usualPath(rowCount: number): number {
  if (rowCount <= 1) return 0
  if (rowCount === 2) return 1
  const eulerMascheroni = 0.5772156649015329
  return 2 * (Math.log(rowCount - 1) + eulerMascheroni) - (2 * (rowCount - 1)) / rowCount
}
