import { classAnswers } from '../class-answers.ts'
import type { FittedAnswers } from '../fitted-answers.ts'
import type { GraphBody } from '../onnx/answer-nodes.ts'
import { castNode } from '../onnx/cast-node.ts'
import { distanceNodes } from '../onnx/distance-nodes.ts'
import { constant, node } from '../onnx/graph-piece.ts'
import type { OnnxNode } from '../onnx/onnx-model.ts'
import { compileScale, scaleNodes, scaleRows } from '../standard-scale.ts'
import { checkNumber } from '../trees/numeral.ts'
import { buildKdTree, type Nearest } from './k-d-tree.ts'
import type { FittedNeighbours } from './nearest-neighbours.ts'

export function answerNeighbours(fitted: FittedNeighbours): FittedAnswers {
  const { classes, scale } = fitted
  const size = classes?.length ?? 1
  if (classes !== undefined && size > 1) {
    return constantWithoutFeatures(
      fitted,
      classAnswers({
        classes,
        isLogarithm: false,
        scores: (features) => meansOf(fitted, scaleRows(scale, features), features.rowCount),
        compile: () => compileMeans(fitted),
        toGraph: (features, output) => graphOf(fitted, features, output),
      }),
    )
  }
  if (classes !== undefined) return classAnswers({ ...noScores, classes })
  return constantWithoutFeatures(fitted, {
    predict: (features) => meansOf(fitted, scaleRows(scale, features), features.rowCount),
    compile() {
      const means = compileMeans(fitted)
      return (features) => means(features)[0] ?? 0
    },
    toGraph(features, output) {
      const { nodes, constants } = graphOf(fitted, features, ':mean')
      return { nodes: [...nodes, castNode(':mean', output, 'float')], constants }
    },
  })
}

/** Of one class, which is always the answer. */
const noScores = {
  isLogarithm: false,
  scores: ({ rowCount }: { rowCount: number }) => new Float64Array(rowCount).fill(1),
  compile: () => () => Float64Array.of(1),
  toGraph: () => ({ nodes: [], constants: [] }),
}

/** Without a feature all rows are as near, so that the first ones answer. */
function constantWithoutFeatures(fitted: FittedNeighbours, answers: FittedAnswers): FittedAnswers {
  if (fitted.scale.means.length > 0) return answers
  return { ...answers, constant: answers.predict({ rowCount: 1, features: [] })[0] ?? 0 }
}

/** What a row's neighbours say, by class or as one number: `says[row · size + …]` of all rows. */
interface Votes {
  readonly size: number
  readonly says: Float64Array
  readonly weights: Float64Array | undefined
  readonly byDistance: boolean
}

function votesOf({ targets, weights, classes, byDistance }: FittedNeighbours): Votes {
  const size = classes?.length ?? 1
  const says = new Float64Array(targets.length * size)
  for (const [row, target] of targets.entries()) {
    if (classes === undefined) says[row] = checkNumber(target)
    else says[row * size + target] = 1
  }
  return {
    size,
    says,
    weights: weights === undefined ? undefined : Float64Array.from(weights, checkNumber),
    byDistance,
  }
}

function meansOf(fitted: FittedNeighbours, asked: Float64Array, rowCount: number): Float64Array {
  const votes = votesOf(fitted)
  const find = finderOf(fitted)
  const means = new Float64Array(rowCount * votes.size)
  const width = fitted.scale.means.length
  for (let row = 0; row < rowCount; row += 1) {
    addMean(votes, find(asked, row * width), means, row * votes.size)
  }
  return means
}

function compileMeans(fitted: FittedNeighbours): (features: Float64Array) => Float64Array {
  const votes = votesOf(fitted)
  const find = finderOf(fitted)
  const scale = compileScale(fitted.scale)
  return (features) => {
    const mean = new Float64Array(votes.size)
    addMean(votes, find(scale(features), 0), mean, 0)
    return mean
  }
}

function finderOf(fitted: FittedNeighbours): (points: Float64Array, at: number) => Nearest {
  const { neighbours } = fitted
  const nearest = {
    distances: new Float64Array(neighbours),
    rows: Int32Array.from({ length: neighbours }, (_, row) => row),
  }
  const width = fitted.scale.means.length
  if (width === 0) return () => nearest
  const tree = buildKdTree(pointsOf(fitted), width)
  return (points, at) => {
    tree.find(points, at, nearest)
    return nearest
  }
}

function pointsOf({ rows, scale }: FittedNeighbours): Float64Array {
  const width = scale.means.length
  return Float64Array.from(
    rows,
    (value, at) =>
      (checkNumber(value) - (scale.means[at % width] ?? 0)) * (scale.factors[at % width] ?? 0),
  )
}

function addMean(votes: Votes, { distances, rows }: Nearest, means: Float64Array, at: number) {
  const { size, says, weights, byDistance } = votes
  // Rows that are the same as the one asked for leave no word to others.
  const isSame = byDistance && distances[0] === 0
  let whole = 0
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0
    const distance = distances[place] ?? 0
    let weight = weights === undefined ? 1 : (weights[row] ?? 0)
    if (isSame) weight *= distance === 0 ? 1 : 0
    else if (byDistance) weight *= 1 / Math.sqrt(distance)
    whole += weight
    for (let own = 0; own < size; own += 1) {
      means[at + own] = (means[at + own] ?? 0) + weight * (says[row * size + own] ?? 0)
    }
  }
  for (let own = 0; own < size; own += 1) means[at + own] = (means[at + own] ?? 0) / whole
}

/** All distances of all rows, then the nearest: in the order in which the tree sums, so that ties are the same. */
function graphOf(fitted: FittedNeighbours, features: string, output: string): GraphBody {
  const scaled = scaleNodes(fitted.scale, features, ':scaled')
  const { size, says, weights } = votesOf(fitted)
  const apart = distanceNodes(pointsOf(fitted), fitted.scale.means.length, ':scaled', ':distance')
  const nodes = [
    ...scaled.nodes,
    ...apart.nodes,
    node('TopK', [':distance', ':count'], ':nearest', {
      moreOutputs: [':rows'],
      attributes: { axis: { whole: 1 }, largest: { whole: 0 }, sorted: { whole: 1 } },
    }),
    ...weightNodes(fitted),
    node('Gather', [':says', ':rows'], ':said'),
    node('Unsqueeze', [':weight', ':last'], ':weight3'),
    node('Mul', [':said', ':weight3'], ':weighed'),
    node('ReduceSum', [':weighed', ':middle'], ':sum', { attributes: { keepdims: { whole: 0 } } }),
    node('ReduceSum', [':weight', ':middle'], ':whole', { attributes: { keepdims: { whole: 1 } } }),
    node('Div', [':sum', ':whole'], output),
  ]
  const whole = (name: string, value: number) => ({
    name,
    shape: [1],
    values: BigInt64Array.of(BigInt(value)),
  })
  const constants = [
    ...scaled.constants,
    ...apart.constants,
    whole(':count', fitted.neighbours),
    whole(':last', 2),
    whole(':middle', 1),
    { name: ':says', shape: [says.length / size, size], values: says },
    constant(':zero', 0),
    constant(':one', 1),
    ...(weights === undefined ? [] : [constant(':rowWeights', [...weights])]),
  ]
  return { nodes, constants }
}

function weightNodes({ byDistance, weights }: FittedNeighbours): readonly OnnxNode[] {
  const near = byDistance
    ? [
        node('Equal', [':nearest', ':zero'], ':isSame'),
        castNode(':isSame', ':same', 'double'),
        node('ReduceMax', [':same'], ':anySame', {
          attributes: { axes: { wholes: [1] }, keepdims: { whole: 1 } },
        }),
        node('Greater', [':anySame', ':zero'], ':isAny'),
        node('Sqrt', [':nearest'], ':length'),
        node('Div', [':one', ':length'], ':nearness'),
        node('Where', [':isAny', ':same', ':nearness'], ':near'),
      ]
    : [
        node('Sub', [':nearest', ':nearest'], ':nothing'),
        node('Add', [':nothing', ':one'], ':near'),
      ]
  if (weights === undefined) return [...near, node('Identity', [':near'], ':weight')]
  return [
    ...near,
    node('Gather', [':rowWeights', ':rows'], ':own'),
    node('Mul', [':own', ':near'], ':weight'),
  ]
}
