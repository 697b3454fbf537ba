import { classAnswers } from '../class-answers.ts'
import type { FittedAnswers } from '../fitted-answers.ts'
import { logistic } from '../link.ts'
import { logisticNodes, type GraphBody } from '../onnx/answer-nodes.ts'
import { castNode } from '../onnx/cast-node.ts'
import { constant, matrix, node } from '../onnx/graph-piece.ts'
import { compileScale, scaleNodes, scaleRows } from '../standard-scale.ts'
import { checkNumber } from '../trees/numeral.ts'
import type { FittedNetwork, Layer } from './neural-network.ts'

export function answerNetwork(fitted: FittedNetwork): FittedAnswers {
  const { ends, scale } = fitted
  const pass = () => passOf(fitted.layers)
  if (ends.in === 'classes') {
    const answers = classAnswers({
      classes: ends.classes,
      isLogarithm: true,
      scores: (features) => runRows(fitted, scaleRows(scale, features), features.rowCount),
      compile() {
        const run = pass()
        const scaled = compileScale(scale)
        return (features) => run(scaled(features)).slice()
      },
      toGraph: (features, output) => layerNodes(fitted, features, output),
    })
    return scale.means.length > 0
      ? answers
      : { ...answers, constant: likeliest(fitted, ends.classes) }
  }
  const link = linkOf(ends)
  const constantAnswer =
    scale.means.length > 0 ? undefined : link(pass()(new Float64Array(0))[0] ?? 0)
  return {
    ...(constantAnswer === undefined ? {} : { constant: constantAnswer }),
    predict: (features) => runRows(fitted, scaleRows(scale, features), features.rowCount).map(link),
    compile() {
      const run = pass()
      const scaled = compileScale(scale)
      return (features) => link(run(scaled(features))[0] ?? 0)
    },
    toGraph: (features, output) => graphOf(fitted, ends, features, output),
  }
}

type OneSum = Exclude<FittedNetwork['ends'], { in: 'classes' }>

function linkOf(ends: OneSum): (sum: number) => number {
  if (ends.in === 'chance') return logistic
  const { mean, deviation } = ends
  return (sum) => mean + deviation * sum
}

function likeliest({ layers }: FittedNetwork, classes: readonly number[]): number {
  const sums = passOf(layers)(new Float64Array(0))
  return classes[sums.indexOf(Math.max(...sums))] ?? 0
}

function passOf(layers: readonly Layer[]): (row: Float64Array) => Float64Array {
  const own = layers.map(({ weights, biases }) => ({
    weights: Float64Array.from(weights, checkNumber),
    biases: Float64Array.from(biases, checkNumber),
    sums: new Float64Array(biases.length),
  }))
  return (row) => {
    let from = row
    for (const [place, { weights, biases, sums }] of own.entries()) {
      const width = from.length
      for (let unit = 0; unit < sums.length; unit += 1) {
        let sum = 0
        for (let at = 0; at < width; at += 1) {
          sum += (weights[unit * width + at] ?? 0) * (from[at] ?? 0)
        }
        sum += biases[unit] ?? 0
        sums[unit] = place < own.length - 1 && sum < 0 ? 0 : sum
      }
      from = sums
    }
    return from
  }
}

function runRows({ layers, scale }: FittedNetwork, rows: Float64Array, rowCount: number) {
  const run = passOf(layers)
  const width = scale.means.length
  const size = layers.at(-1)?.biases.length ?? 0
  const sums = new Float64Array(rowCount * size)
  for (let row = 0; row < rowCount; row += 1) {
    sums.set(run(rows.subarray(row * width, (row + 1) * width)), row * size)
  }
  return sums
}

function graphOf(fitted: FittedNetwork, ends: OneSum, features: string, output: string): GraphBody {
  const { nodes, constants } = layerNodes(fitted, features, ':sum')
  if (ends.in === 'chance') {
    const linked = logisticNodes(':sum', output)
    return { nodes: [...nodes, ...linked.nodes], constants: [...constants, ...linked.constants] }
  }
  return {
    nodes: [
      ...nodes,
      node('Mul', [':sum', ':deviation'], ':spread'),
      node('Add', [':spread', ':mean'], ':amount'),
      castNode(':amount', output, 'float'),
    ],
    constants: [...constants, constant(':deviation', ends.deviation), constant(':mean', ends.mean)],
  }
}

/** From a tensor of features to the sums of the last layer, of 64 bits. */
function layerNodes({ layers, scale }: FittedNetwork, features: string, output: string): GraphBody {
  const scaled = scaleNodes(scale, features, ':scaled')
  let last = ':scaled'
  const made = layers.map(({ weights, biases }, place) => {
    const at = (what: string) => `:${what}${place}`
    const isLast = place === layers.length - 1
    const inputs = weights.length / biases.length
    const turned = Array.from(
      { length: weights.length },
      (_, own) => weights[(own % biases.length) * inputs + Math.floor(own / biases.length)] ?? 0,
    )
    const from = last
    last = at('layer')
    return {
      nodes: [
        node('MatMul', [from, at('weights')], at('weighed')),
        node('Add', [at('weighed'), at('biases')], isLast ? output : at('sums')),
        ...(isLast ? [] : [node('Relu', [at('sums')], at('layer'))]),
      ],
      constants: [matrix(at('weights'), inputs, turned), constant(at('biases'), biases)],
    }
  })
  return {
    nodes: [...scaled.nodes, ...made.flatMap(({ nodes }) => nodes)],
    constants: [...scaled.constants, ...made.flatMap(({ constants }) => constants)],
  }
}
