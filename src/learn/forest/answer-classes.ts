import { classAnswers } from '../class-answers.ts'
import type { FeatureMatrix } from '../feature-matrix.ts'
import type { FittedAnswers } from '../fitted-answers.ts'
import type { GraphBody } from '../onnx/answer-nodes.ts'
import { castNode } from '../onnx/cast-node.ts'
import { constant, node } from '../onnx/graph-piece.ts'
import { placeRows, type Tree } from '../trees/tree.ts'
import { walkToLeaf } from '../trees/walk-tree.ts'
import { addParts, nothing } from './add-parts.ts'
import type { LeafTargets } from './forest.ts'
import { partsNode } from './parts-node.ts'

/** How likely a class is, is the mean of its shares in the leaves that a row comes to. */
export function answerClasses(trees: readonly Tree[], targets: LeafTargets): FittedAnswers {
  const answers = classAnswers({
    classes: targets.grid,
    isLogarithm: false,
    scores: (matrix) => sharesOf(trees, targets, matrix),
    compile: () => compileShares(trees, targets),
    toGraph: (features, output) => graphOf(trees, targets, features, output),
  })
  const isConstant = trees.every(({ feature }) => feature.length === 1)
  if (!isConstant) return answers
  return { ...answers, constant: answers.predict({ rowCount: 1, features: [] })[0] ?? 0 }
}

function wholeOf(trees: readonly Tree[], { whole }: LeafTargets): number {
  return whole * trees.length
}

function sharesOf(
  trees: readonly Tree[],
  targets: LeafTargets,
  { features, rowCount }: FeatureMatrix,
): Float64Array {
  const size = targets.grid.length
  const rows = Uint32Array.from({ length: rowCount }, (_, row) => row)
  const parts = new Float64Array(rowCount * size)
  for (const [at, tree] of trees.entries()) {
    const held = targets.trees[at] ?? nothing
    const leaves = placeRows(tree, features, rows)
    for (let row = 0; row < rowCount; row += 1) addParts(held, leaves[row] ?? 0, parts, row * size)
  }
  const whole = wholeOf(trees, targets)
  return parts.map((sum) => sum / whole)
}

function compileShares(trees: readonly Tree[], targets: LeafTargets) {
  const walks = trees.map(walkToLeaf)
  const whole = wholeOf(trees, targets)
  return (features: Float64Array) => {
    const parts = new Float64Array(targets.grid.length)
    for (const [at, walk] of walks.entries()) {
      addParts(targets.trees[at] ?? nothing, walk(features), parts, 0)
    }
    return parts.map((sum) => sum / whole)
  }
}

function graphOf(
  trees: readonly Tree[],
  targets: LeafTargets,
  features: string,
  output: string,
): GraphBody {
  const nodes = [
    partsNode(trees, targets, features, ':parts'),
    castNode(':parts', ':parts64', 'double'),
    node('Div', [':parts64', ':whole'], output),
  ]
  return { nodes, constants: [constant(':whole', wholeOf(trees, targets))] }
}
