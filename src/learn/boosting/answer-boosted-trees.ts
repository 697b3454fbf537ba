import { classAnswers } from '../class-answers.ts'
import type { BlockAnswers, FittedAnswers } from '../fitted-answers.ts'
import { exponentialNodes, logisticNodes, type GraphBody } from '../onnx/answer-nodes.ts'
import { castNode } from '../onnx/cast-node.ts'
import { compileTrees } from '../trees/compile-trees.ts'
import { sumTrees, type Ensemble } from '../trees/ensemble.ts'
import { ensembleNode } from '../trees/ensemble-nodes.ts'
import { openBlockSummer } from '../trees/lanes/open-block-summer.ts'
import type { FittedBoostedTrees } from './boosted-trees.ts'
import { exponential, logistic } from '../link.ts'

export function answerBoostedTrees(fitted: FittedBoostedTrees): FittedAnswers {
  if (fitted.classes !== undefined) return answerClasses(fitted, fitted.classes)
  const { base, trees } = fitted
  const ensemble = { base: [base], trees }
  const link = linkOf(fitted)
  return {
    // An ensemble of no trees is not allowed in a graph.
    ...(trees.length === 0 ? { constant: link(base) } : {}),
    predict: ({ features, rowCount }) => sumTrees(ensemble, features, rowCount).map(link),
    compile() {
      const sum = compileTrees(base, trees)
      return (features) => link(sum(features))
    },
    ...(trees.length === 0 ? {} : { compileMany: (width) => answerBlocks(fitted, link, width) }),
    toGraph: (features, output) => graphOf(fitted, ensemble, features, output),
  }
}

const rowsOfBlock = 256

function answerBlocks(
  { base, trees, link: linkName }: FittedBoostedTrees,
  link: (score: number) => number,
  width: number,
): BlockAnswers {
  const { block, sum } = openBlockSummer(base, trees, { width, rowCount: rowsOfBlock })
  if (linkName === undefined) return { block, answer: sum }
  return { block, answer: (rowCount, isMissing) => sum(rowCount, isMissing).map(link) }
}

function linkOf({ link }: FittedBoostedTrees): (score: number) => number {
  if (link === undefined) return (score) => score
  const own = link === 'logistic' ? logistic : exponential
  // A graph's sums are of 32 bits.
  return (score) => own(Math.fround(score))
}

function graphOf(
  { link }: FittedBoostedTrees,
  ensemble: Ensemble,
  features: string,
  output: string,
): GraphBody {
  if (link === undefined)
    return { nodes: [ensembleNode(ensemble, features, output)], constants: [] }
  const linked =
    link === 'logistic' ? logisticNodes(':score64', output) : exponentialNodes(':score64', output)
  const nodes = [
    ensembleNode(ensemble, features, ':score'),
    castNode(':score', ':score64', 'double'),
    ...linked.nodes,
  ]
  return { nodes, constants: linked.constants }
}

function answerClasses(
  { trees }: FittedBoostedTrees,
  { values, bases }: NonNullable<FittedBoostedTrees['classes']>,
): FittedAnswers {
  const ensemble = { base: bases, trees }
  const answers = classAnswers({
    classes: values,
    isLogarithm: true,
    scores: ({ features, rowCount }) => sumTrees(ensemble, features, rowCount).map(Math.fround),
    compile() {
      const sums = bases.map((base, place) =>
        compileTrees(
          base,
          trees.filter((_, at) => at % bases.length === place),
        ),
      )
      return (features) => Float64Array.from(sums, (sum) => Math.fround(sum(features)))
    },
    toGraph: (features, output) => ({
      nodes: [ensembleNode(ensemble, features, ':sums'), castNode(':sums', output, 'double')],
      constants: [],
    }),
  })
  if (trees.length > 0) return answers
  const likeliest = bases.indexOf(Math.max(...bases))
  return { ...answers, constant: values[likeliest] ?? 0 }
}
