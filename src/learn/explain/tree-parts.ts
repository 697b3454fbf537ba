import type { FeatureMatrix } from '../feature-matrix.ts'
import { addParts, nothing } from '../forest/add-parts.ts'
import type { FittedForest } from '../forest/forest.ts'
import type { FittedLearner } from '../learner.ts'
import { sumTrees } from '../trees/ensemble.ts'
import type { Tree } from '../trees/tree.ts'
import type { ScoreParts } from './explanation.ts'
import { treeEdges } from './tree-edges.ts'
import { treeShap } from './tree-shap.ts'

/** The parts of what trees say, for each class where there are several. */
export function treeParts(
  learner: FittedLearner,
  covers: readonly (readonly number[])[],
): ScoreParts {
  const { trees, bases, weight } = sumsOf(learner)
  // A tree that tells each class stands here once for each, with the ways of the one.
  const perCover = trees.length / Math.max(1, covers.length)
  const shaps = trees.map((tree, at) =>
    treeShap(treeEdges(tree, covers[Math.floor(at / perCover)] ?? [])),
  )
  const each = bases.map((_, score) => shaps.filter((__, at) => at % bases.length === score))
  const scores = new WeakMap<FeatureMatrix, Float64Array>()
  const scoresOf = (matrix: FeatureMatrix) => {
    const found = scores.get(matrix)
    if (found !== undefined) return found
    const made = sumTrees({ trees, base: bases }, matrix.features, matrix.rowCount)
    scores.set(matrix, made)
    return made
  }
  return {
    choose: (matrix, row) =>
      bases.length === 1 ? 0 : likeliest(scoresOf(matrix), row, bases.length),
    baseOf: (score) =>
      (each[score] ?? []).reduce((sum, { base }) => sum + weight * base, bases[score] ?? 0),
    add({ features, rowCount }, scoreOf, out) {
      // One tree after the other: what a tree needs stays near the processor.
      for (const [score, own] of each.entries()) {
        for (const shap of own) {
          for (let row = 0; row < rowCount; row += 1) {
            if (scoreOf[row] !== score) continue
            shap.add(features, row, { out, at: row * features.length, weight })
          }
        }
      }
    },
  }
}

/** The place of the highest of a row's scores. */
export function likeliest(scores: Float64Array, row: number, size: number): number {
  const own = scores.subarray(row * size, (row + 1) * size)
  return own.indexOf(own.reduce((most, score) => Math.max(most, score), -Infinity))
}

function sumsOf(learner: FittedLearner): {
  readonly trees: readonly Tree[]
  readonly bases: readonly number[]
  readonly weight: number
} {
  switch (learner.kind) {
    case 'boostedTrees':
      return { trees: learner.trees, bases: learner.classes?.bases ?? [learner.base], weight: 1 }
    case 'forest':
      return { ...classTrees(learner), weight: 1 / learner.trees.length }
    default:
      return { trees: [], bases: [0], weight: 1 }
  }
}

/** Of classes a tree for each: its leaves say how likely the class is. */
function classTrees({ trees, classes }: FittedForest) {
  if (classes === undefined) return { trees, bases: [0] }
  const { grid, whole, trees: held } = classes
  const each = trees.map((tree, at) => {
    const parts = new Float64Array(grid.length * tree.feature.length)
    for (const leaf of tree.feature.keys())
      addParts(held[at] ?? nothing, leaf, parts, leaf * grid.length)
    return grid.map((_, own) => ({
      ...tree,
      value: tree.feature.map((__, leaf) => (parts[leaf * grid.length + own] ?? 0) / whole),
    }))
  })
  return { trees: each.flat(), bases: grid.map(() => 0) }
}
