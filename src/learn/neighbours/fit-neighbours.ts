import { checkTarget, yesOrNo } from '../boosting/loss.ts'
import { findClasses } from '../classes.ts'
import type { FeatureMatrix } from '../feature-matrix.ts'
import type { LearningData } from '../learning-data.ts'
import { fitScale } from '../standard-scale.ts'
import type { FittedNeighbours, NearestNeighbours } from './nearest-neighbours.ts'

/** Keeps the rows that weigh. */
export function fitNeighbours(
  { task, neighbours, weigh, scaled }: NearestNeighbours,
  { matrix, target, weights }: LearningData,
): FittedNeighbours {
  if (task === 'classification') checkTarget(yesOrNo, target)
  const kept = Array.from(target.keys()).filter((row) => (weights?.[row] ?? 1) > 0)
  const own = Float64Array.from(kept, (row) => target[row] ?? 0)
  const found = task === 'classes' ? findClasses(own) : undefined
  const scale = fitScale(matrix, weights, scaled)
  return {
    kind: 'neighbours',
    neighbours: Math.min(neighbours, kept.length),
    byDistance: weigh === 'byDistance',
    scale,
    rows: rowsOf(matrix, kept, scale.means),
    targets: [...(found?.places ?? own)],
    ...(weights === undefined || isEqual(weights, kept)
      ? {}
      : { weights: kept.map((row) => weights[row] ?? 0) }),
    ...(found === undefined ? {} : { classes: found.classes }),
  }
}

function isEqual(weights: Float64Array, rows: readonly number[]): boolean {
  return rows.every((row) => weights[row] === weights[rows[0] ?? 0])
}

function rowsOf(
  { features }: FeatureMatrix,
  rows: readonly number[],
  means: readonly number[],
): number[] {
  const all = new Float32Array(rows.length * features.length)
  for (const [place, { values }] of features.entries()) {
    const mean = means[place] ?? 0
    for (const [at, row] of rows.entries()) {
      const value = values[row] ?? Number.NaN
      all[at * features.length + place] = Number.isNaN(value) ? mean : value
    }
  }
  return [...all]
}
