import type { FittedAnswers } from '../fitted-answers.ts'
import { castNode } from '../onnx/cast-node.ts'
import { constant, node } from '../onnx/graph-piece.ts'
import { compileTrees } from '../trees/compile-trees.ts'
import { sumTrees } from '../trees/ensemble.ts'
import { ensembleNode } from '../trees/ensemble-nodes.ts'
import type { FittedIsolation } from './isolation-forest.ts'

export function answerIsolation({ trees, usual }: FittedIsolation): FittedAnswers {
  const ensemble = { base: [0], trees }
  // 2 to the power of minus the mean of the paths by what is usual.
  const rate = usual > 0 ? -Math.LN2 / (trees.length * usual) : 0
  // A graph's sums are of 32 bits.
  const unusualness = (sum: number) => Math.exp(rate * Math.fround(sum))
  const isConstant = trees.every(({ feature }) => feature.length === 1)
  const sumOfRoots = trees.reduce((sum, { value }) => sum + (value[0] ?? 0), 0)
  return {
    ...(isConstant ? { constant: unusualness(sumOfRoots) } : {}),
    predict: ({ features, rowCount }) => sumTrees(ensemble, features, rowCount).map(unusualness),
    compile() {
      const sum = compileTrees(0, trees)
      return (features) => unusualness(sum(features))
    },
    toGraph: (features, output) => ({
      nodes: [
        ensembleNode(ensemble, features, ':paths'),
        castNode(':paths', ':paths64', 'double'),
        node('Mul', [':paths64', ':rate'], ':power'),
        node('Exp', [':power'], ':unusual'),
        castNode(':unusual', output, 'float'),
      ],
      constants: [constant(':rate', rate)],
    }),
  }
}
