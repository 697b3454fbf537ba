import type { FeatureMatrix } from './feature-matrix.ts'
import type { FittedAnswers } from './fitted-answers.ts'
import { castNode } from './onnx/cast-node.ts'
import { node } from './onnx/graph-piece.ts'
import type { GraphBody } from './onnx/answer-nodes.ts'

/** A score for each class, in the three ways; the class with the highest is the answer. */
export interface ClassScores {
  readonly classes: readonly number[]
  /** Whether scores are logarithms of shares, and not shares as they are. */
  readonly isLogarithm: boolean
  /** Of all rows; those of a row stand beside each other. */
  scores(matrix: FeatureMatrix): Float64Array
  compile(): (features: Float64Array) => Float64Array
  /** From a tensor of features to one of 64 bits, [rows, classes]. */
  toGraph(features: string, output: string): GraphBody
}

export function classAnswers(own: ClassScores): FittedAnswers {
  const { classes } = own
  const size = classes.length
  return {
    ...(size === 1 ? { constant: classes[0] ?? 0 } : {}),
    predict(matrix) {
      const scores = own.scores(matrix)
      return Float64Array.from(
        { length: matrix.rowCount },
        (_, row) => classes[highest(scores, row * size, size)] ?? 0,
      )
    },
    compile() {
      const score = own.compile()
      return (features) => classes[highest(score(features), 0, size)] ?? 0
    },
    toGraph(features, output) {
      const scores = own.toGraph(features, ':scores')
      return {
        nodes: [...scores.nodes, ...answerNodes(own, output)],
        constants: [
          ...scores.constants,
          { name: ':classes', shape: [size], values: Float32Array.from(classes) },
        ],
      }
    },
    classes: {
      values: classes,
      shares(matrix) {
        const scores = own.scores(matrix)
        if (own.isLogarithm) {
          for (let row = 0; row < matrix.rowCount; row += 1) toShares(scores, row * size, size)
        }
        return scores
      },
      compileShares() {
        const score = own.compile()
        return (features) => {
          const scores = score(features)
          if (own.isLogarithm) toShares(scores, 0, size)
          return scores
        }
      },
    },
  }
}

/** The tensor of how likely each class is, of 32 bits, [rows, classes]. */
export const sharesTensor = ':shares'

function answerNodes({ isLogarithm }: ClassScores, output: string) {
  const shares = isLogarithm ? ':soft' : ':scores'
  return [
    castNode(':scores', ':scores32', 'float'),
    node('ArgMax', [':scores32'], ':place', {
      attributes: { axis: { whole: 1 }, keepdims: { whole: 1 }, select_last_index: { whole: 0 } },
    }),
    node('Gather', [':classes', ':place'], output),
    ...(isLogarithm
      ? [node('Softmax', [':scores'], ':soft', { attributes: { axis: { whole: 1 } } })]
      : []),
    castNode(shares, sharesTensor, 'float'),
  ]
}

/** In 32 bits, as in the graph: what is equal there is equal here, and the first one wins. */
function highest(scores: Float64Array, start: number, size: number): number {
  let best = 0
  for (let place = 1; place < size; place += 1) {
    const own = Math.fround(scores[start + place] ?? 0)
    if (own > Math.fround(scores[start + best] ?? 0)) best = place
  }
  return best
}

export function toShares(scores: Float64Array, start: number, size: number): void {
  const own = scores.subarray(start, start + size)
  const most = own.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY)
  let sum = 0
  for (let place = 0; place < size; place += 1) {
    const share = Math.exp((own[place] ?? 0) - most)
    own[place] = share
    sum += share
  }
  for (let place = 0; place < size; place += 1) own[place] = (own[place] ?? 0) / sum
}
