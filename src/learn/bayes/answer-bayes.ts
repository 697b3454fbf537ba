import { classAnswers, toShares } from '../class-answers.ts'
import type { FeatureMatrix } from '../feature-matrix.ts'
import type { FittedAnswers } from '../fitted-answers.ts'
import { logistic } from '../link.ts'
import { logisticNodes, type GraphBody } from '../onnx/answer-nodes.ts'
import { constant, matrix, node } from '../onnx/graph-piece.ts'
import { checkNumber } from '../trees/numeral.ts'
import type { FittedBayes } from './naive-bayes.ts'
import { eachShown, showNodes, showRow, shownOrder, shownWidth } from './show-rows.ts'

export function answerBayes(fitted: FittedBayes): FittedAnswers {
  return fitted.isChance ? chanceAnswers(fitted) : sharesAnswers(fitted)
}

function sharesAnswers(fitted: FittedBayes): FittedAnswers {
  const { classes } = fitted
  const answers = classAnswers({
    classes,
    // Their logarithms grow beyond what 32 bits tell apart.
    isLogarithm: false,
    scores(matrix) {
      const scores = scoreRows(fitted, matrix)
      for (let row = 0; row < matrix.rowCount; row += 1) {
        toShares(scores, row * classes.length, classes.length)
      }
      return scores
    },
    compile() {
      const score = compileScores(fitted)
      return (features) => {
        const scores = score(features)
        toShares(scores, 0, classes.length)
        return scores
      }
    },
    toGraph(features, output) {
      const { nodes, constants } = scoreNodes(fitted, features, ':sums')
      const axis = { attributes: { axis: { whole: 1 } } }
      return { nodes: [...nodes, node('Softmax', [':sums'], output, axis)], constants }
    },
  })
  return shownWidth(fitted.shows) > 0 ? answers : { ...answers, constant: likeliest(fitted) }
}

function likeliest({ classes, priors }: FittedBayes): number {
  return classes[priors.indexOf(Math.max(...priors))] ?? 0
}

/** Nobody is surer than this: what is beyond has no place in 32 bits. */
const surestScore = 60

function chanceAnswers(fitted: FittedBayes): FittedAnswers {
  const { classes } = fitted
  const chance = (no: number, yes: number) =>
    logistic(Math.min(surestScore, Math.max(-surestScore, yes - no)))
  const constant = constantChance(fitted)
  return {
    ...(constant === undefined ? {} : { constant }),
    predict({ features, rowCount }) {
      if (classes.length === 1) return new Float64Array(rowCount).fill(classes[0] ?? 0)
      const scores = scoreRows(fitted, { features, rowCount })
      return Float64Array.from({ length: rowCount }, (_, row) =>
        chance(scores[2 * row] ?? 0, scores[2 * row + 1] ?? 0),
      )
    },
    compile() {
      if (classes.length === 1) return () => classes[0] ?? 0
      const score = compileScores(fitted)
      return (features) => {
        const [no = 0, yes = 0] = score(features)
        return chance(no, yes)
      }
    },
    toGraph: (features, output) => chanceNodes(fitted, features, output),
  }
}

function constantChance({ classes, priors, shows }: FittedBayes): number | undefined {
  if (classes.length === 1) return classes[0]
  return shownWidth(shows) > 0 ? undefined : Math.exp(priors[1] ?? 0)
}

function chanceNodes(fitted: FittedBayes, features: string, output: string): GraphBody {
  const scores = scoreNodes(fitted, features, ':sums')
  const linked = logisticNodes(':bounded', output)
  const nodes = [
    ...scores.nodes,
    node('MatMul', [':sums', ':sides'], ':difference'),
    node('Min', [':difference', ':surest'], ':most'),
    node('Max', [':most', ':least'], ':bounded'),
    ...linked.nodes,
  ]
  const constants = [
    ...scores.constants,
    ...linked.constants,
    matrix(':sides', 2, [-1, 1]),
    constant(':surest', surestScore),
    constant(':least', -surestScore),
  ]
  return { nodes, constants }
}

function scoreRows({ priors, weights, shows }: FittedBayes, matrix: FeatureMatrix): Float64Array {
  const count = priors.length
  const table = Float64Array.from(weights)
  const scores = Float64Array.from(
    { length: matrix.rowCount * count },
    (_, at) => priors[at % count] ?? 0,
  )
  eachShown(shows, matrix, (row, place, value) => {
    for (let own = 0; own < count; own += 1) {
      const at = row * count + own
      scores[at] = (scores[at] ?? 0) + value * (table[place * count + own] ?? 0)
    }
  })
  return scores
}

function compileScores(fitted: FittedBayes): (features: Float64Array) => Float64Array {
  const show = showRow(fitted.shows)
  const table = Float64Array.from(fitted.weights, checkNumber)
  const priors = Float64Array.from(fitted.priors, checkNumber)
  const count = priors.length
  return (features) => {
    const scores = priors.slice()
    show(features, (place, value) => {
      for (let own = 0; own < count; own += 1) {
        scores[own] = (scores[own] ?? 0) + value * (table[place * count + own] ?? 0)
      }
    })
    return scores
  }
}

function scoreNodes(fitted: FittedBayes, features: string, output: string): GraphBody {
  const { shows, weights, priors } = fitted
  const count = priors.length
  const shown = showNodes(shows, features, ':shown')
  const ordered = shownOrder(shows).flatMap((place) =>
    weights.slice(place * count, (place + 1) * count),
  )
  return {
    nodes: [
      ...shown.nodes,
      node('MatMul', [':shown', ':bayes'], ':weighed'),
      node('Add', [':weighed', ':priors'], output),
    ],
    constants: [
      ...shown.constants,
      matrix(':bayes', shownWidth(shows), ordered),
      constant(':priors', priors),
    ],
  }
}
