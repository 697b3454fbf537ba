import { exponential, logistic } from '../link.ts'
import { classAnswers } from '../class-answers.ts'
import type { FeatureMatrix } from '../feature-matrix.ts'
import type { FittedAnswers } from '../fitted-answers.ts'
import { exponentialNodes, logisticNodes, type GraphBody } from '../onnx/answer-nodes.ts'
import { castNode } from '../onnx/cast-node.ts'
import { constant, matrix, node } from '../onnx/graph-piece.ts'
import { checkNumber } from '../trees/numeral.ts'
import type { FittedLinear, FittedLinearClasses } from './linear.ts'

export function answerLinear(fitted: FittedLinear): FittedAnswers {
  const link = linkOf(fitted)
  return {
    ...(fitted.weights.length === 0 ? { constant: link(fitted.intercept) } : {}),
    predict: (features) => sumColumns(fitted, features).map(link),
    compile() {
      const weights = Float64Array.from(fitted.weights, checkNumber)
      const means = Float64Array.from(fitted.means, checkNumber)
      const intercept = checkNumber(fitted.intercept)
      return (features) => {
        let sum = intercept
        for (let at = 0; at < weights.length; at += 1) {
          const value = features[at] ?? Number.NaN
          sum += (weights[at] ?? 0) * (Number.isNaN(value) ? (means[at] ?? 0) : value)
        }
        return link(sum)
      }
    },
    toGraph: (features, output) => graphOf(fitted, features, output),
  }
}

export function answerLinearClasses({ classes, sums }: FittedLinearClasses): FittedAnswers {
  const size = classes.length
  const answers = classAnswers({
    classes,
    isLogarithm: true,
    scores(matrix) {
      const scores = new Float64Array(matrix.rowCount * size)
      for (const [place, own] of sums.entries()) {
        const column = sumColumns(own, matrix)
        for (let row = 0; row < column.length; row += 1)
          scores[row * size + place] = column[row] ?? 0
      }
      return scores
    },
    compile() {
      const each = sums.map((own) => answerLinear(own).compile())
      return (features) => Float64Array.from(each, (sum) => sum(features))
    },
    toGraph: (features, output) => sumNodes(sums, features, output),
  })
  const isConstant = sums.every(({ weights }) => weights.length === 0)
  if (!isConstant) return answers
  const intercepts = sums.map(({ intercept }) => intercept)
  return { ...answers, constant: classes[intercepts.indexOf(Math.max(...intercepts))] ?? 0 }
}

function linkOf({ link }: FittedLinear): (score: number) => number {
  if (link === 'logistic') return logistic
  if (link === 'exponential') return exponential
  return (score) => score
}

function sumColumns(fitted: FittedLinear, { features, rowCount }: FeatureMatrix): Float64Array {
  const sums = new Float64Array(rowCount).fill(fitted.intercept)
  for (const [at, { values }] of features.entries()) {
    const weight = fitted.weights[at] ?? 0
    const mean = fitted.means[at] ?? 0
    for (let row = 0; row < rowCount; row += 1) {
      const value = values[row] ?? Number.NaN
      sums[row] = (sums[row] ?? 0) + weight * (Number.isNaN(value) ? mean : value)
    }
  }
  return sums
}

/** A sum for each of those that are given, of the same features: a tensor of 64 bits. */
function sumNodes(sums: readonly FittedLinear[], features: string, output: string): GraphBody {
  const means = sums[0]?.means ?? []
  const weights = means.flatMap((_, at) => sums.map((own) => own.weights[at] ?? 0))
  const nodes = [
    node('IsNaN', [features], ':unknown'),
    node('Where', [':unknown', ':means', features], ':filled'),
    node('MatMul', [':filled', ':weights'], ':weighed'),
    node('Add', [':weighed', ':intercepts'], output),
  ]
  const constants = [
    matrix(':means', 1, means),
    matrix(':weights', means.length, weights),
    constant(
      ':intercepts',
      sums.map(({ intercept }) => intercept),
    ),
  ]
  return { nodes, constants }
}

function graphOf(fitted: FittedLinear, features: string, output: string): GraphBody {
  const { link } = fitted
  const { nodes, constants } = sumNodes([fitted], features, ':score')
  if (link === undefined) {
    return { nodes: [...nodes, castNode(':score', output, 'float')], constants }
  }
  const linked =
    link === 'logistic' ? logisticNodes(':score', output) : exponentialNodes(':score', output)
  return {
    nodes: [...nodes, ...linked.nodes],
    constants: [...constants, ...linked.constants],
  }
}
