import type { FittedAnswers } from '../fitted-answers.ts'
import { logisticNodes } from '../onnx/answer-nodes.ts'
import { compileTrees } from '../trees/compile-trees.ts'
import { sumTrees } from '../trees/ensemble.ts'
import { ensembleNode } from '../trees/ensemble-nodes.ts'
import type { FittedBoostedTrees } from './boosted-trees.ts'
import { logistic } from './loss.ts'

export function answerBoostedTrees({ base, link, trees }: FittedBoostedTrees): FittedAnswers {
  const ensemble = { base: [base], trees }
  const isLogistic = link === 'logistic'
  return {
    // An ensemble of no trees is not allowed in a graph.
    ...(trees.length === 0 ? { constant: isLogistic ? logistic(base) : base } : {}),
    predict({ features, rowCount }) {
      const sums = sumTrees(ensemble, features, rowCount)
      return isLogistic ? sums.map(logistic) : sums
    },
    compile() {
      const sum = compileTrees(base, trees)
      return isLogistic ? (features) => logistic(sum(features)) : sum
    },
    toGraph(features, output) {
      if (!isLogistic) return { nodes: [ensembleNode(ensemble, features, output)], constants: [] }
      const { nodes, constants } = logisticNodes(':score', output)
      return { nodes: [ensembleNode(ensemble, features, ':score'), ...nodes], constants }
    },
  }
}
