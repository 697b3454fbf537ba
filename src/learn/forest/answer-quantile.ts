import type { FittedAnswers } from '../fitted-answers.ts'
import type { GraphBody } from '../onnx/answer-nodes.ts'
import { castNode } from '../onnx/cast-node.ts'
import { node } from '../onnx/graph-piece.ts'
import type { Tree } from '../trees/tree.ts'
import { walkToLeaf } from '../trees/walk-tree.ts'
import { addParts, nothing } from './add-parts.ts'
import type { QuantileTargets } from './forest.ts'
import { partsNode } from './parts-node.ts'

/** Sums what the leaves of a row hold, and answers the value at which the share is reached. */
export function answerQuantile(trees: readonly Tree[], targets: QuantileTargets): FittedAnswers {
  const { grid } = targets
  const compile = () => {
    const walks = trees.map(walkToLeaf)
    return (features: Float64Array) => grid[reach(walks, targets, features)] ?? 0
  }
  return {
    ...(grid.length === 1 ? { constant: grid[0] ?? 0 } : {}),
    predict({ features, rowCount }) {
      const answer = compile()
      const row = new Float64Array(features.length)
      return Float64Array.from({ length: rowCount }, (_, at) => {
        for (let place = 0; place < row.length; place += 1) {
          row[place] = features[place]?.values[at] ?? Number.NaN
        }
        return answer(row)
      })
    },
    compile,
    toGraph: (features, output) => graphOf(trees, targets, features, output),
  }
}

function reach(
  walks: readonly ((features: Float64Array) => number)[],
  targets: QuantileTargets,
  features: Float64Array,
): number {
  const parts = new Float64Array(targets.grid.length)
  for (const [at, walk] of walks.entries()) {
    addParts(targets.trees[at] ?? nothing, walk(features), parts, 0)
  }
  const wanted = wantedOf(targets)
  let sum = 0
  for (let value = 0; value < parts.length; value += 1) {
    sum += parts[value] ?? 0
    if (sum >= wanted) return value
  }
  return parts.length - 1
}

/**
 * Sums are whole numbers: half a one below leaves no doubt about which reach it. Each tree may have lost one
 * by rounding.
 */
function wantedOf({ quantile, whole, trees }: QuantileTargets): number {
  return Math.ceil((quantile * whole - 1) * trees.length) - 0.5
}

function graphOf(
  trees: readonly Tree[],
  targets: QuantileTargets,
  features: string,
  output: string,
): GraphBody {
  const size = targets.grid.length
  const nodes = [
    partsNode(trees, targets, features, ':parts'),
    castNode(':parts', ':parts64', 'double'),
    node('MatMul', [':parts64', ':upTo'], ':sums'),
    node('GreaterOrEqual', [':sums', ':wanted'], ':reached'),
    castNode(':reached', ':steps', 'float'),
    // Of several that are largest the first.
    node('ArgMax', [':steps'], ':place', {
      attributes: { axis: { whole: 1 }, keepdims: { whole: 1 } },
    }),
    node('Gather', [':grid', ':place'], output),
  ]
  const upTo = Float64Array.from({ length: size * size }, (_, at) =>
    Math.floor(at / size) <= at % size ? 1 : 0,
  )
  const constants = [
    { name: ':upTo', shape: [size, size], values: upTo },
    { name: ':wanted', shape: [1], values: Float64Array.of(wantedOf(targets)) },
    { name: ':grid', shape: [size], values: Float32Array.from(targets.grid) },
  ]
  return { nodes, constants }
}
