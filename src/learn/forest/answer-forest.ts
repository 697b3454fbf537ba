import type { FittedAnswers } from '../fitted-answers.ts'
import { castNode } from '../onnx/cast-node.ts'
import { constant, node } from '../onnx/graph-piece.ts'
import { compileTrees } from '../trees/compile-trees.ts'
import { sumTrees } from '../trees/ensemble.ts'
import { ensembleNode } from '../trees/ensemble-nodes.ts'
import type { Tree } from '../trees/tree.ts'
import { answerClasses } from './answer-classes.ts'
import { answerQuantile } from './answer-quantile.ts'
import type { FittedForest } from './forest.ts'

export function answerForest({ trees, targets, classes }: FittedForest): FittedAnswers {
  if (classes !== undefined) return answerClasses(trees, classes)
  if (targets !== undefined) return answerQuantile(trees, targets)
  const ensemble = { base: [0], trees }
  const count = trees.length
  const isConstant = trees.every(({ feature }) => feature.length === 1)
  return {
    ...(isConstant ? { constant: meanOfRoots(trees) } : {}),
    predict: ({ features, rowCount }) =>
      // A graph's sums are of 32 bits.
      sumTrees(ensemble, features, rowCount).map((sum) => Math.fround(sum) / count),
    compile() {
      const sum = compileTrees(0, trees)
      return (features) => Math.fround(sum(features)) / count
    },
    toGraph(features, output) {
      const nodes = [
        ensembleNode(ensemble, features, ':sum'),
        castNode(':sum', ':sum64', 'double'),
        node('Div', [':sum64', ':trees'], ':mean'),
        castNode(':mean', output, 'float'),
      ]
      return { nodes, constants: [constant(':trees', count)] }
    },
  }
}

function meanOfRoots(trees: readonly Tree[]): number {
  return trees.reduce((sum, { value }) => sum + (value[0] ?? 0), 0) / trees.length
}
