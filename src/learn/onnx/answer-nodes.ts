import { highestScore } from '../link.ts'
import { castNode } from './cast-node.ts'
import { constant, node, type GraphPiece } from './graph-piece.ts'
import type { OnnxTensor } from './onnx-model.ts'

/** Nodes that end in a tensor whose name was given. */
export type GraphBody = Pick<GraphPiece, 'nodes' | 'constants'>

/** Gives every row of `input`, which may be of any type, the same answer. */
export function constantNodes(value: number, input: string, output: string): GraphBody {
  const constants: OnnxTensor[] = [
    { name: ':answer', shape: [1, 1], values: Float32Array.of(value) },
  ]
  const nodes = [node('Shape', [input], ':shape'), node('Expand', [':answer', ':shape'], output)]
  return { nodes, constants }
}

/** The exponentials of scores of 64 bits, within what 32 bits hold. */
export function exponentialNodes(input: string, output: string): GraphBody {
  const nodes = [
    node('Min', [input, ':highest'], ':bounded'),
    node('Exp', [':bounded'], ':expected'),
    castNode(':expected', output, 'float'),
  ]
  return { nodes, constants: [constant(':highest', highestScore)] }
}

/**
 * The probabilities of scores of 64 bits. Step by step: the runtime's own sigmoid of 32 bits gives small
 * probabilities to few digits.
 */
export function logisticNodes(input: string, output: string): GraphBody {
  const constants: OnnxTensor[] = [{ name: ':certain', shape: [1], values: Float64Array.of(1) }]
  const nodes = [
    node('Neg', [input], ':negative'),
    node('Exp', [':negative'], ':odds'),
    node('Add', [':odds', ':certain'], ':whole'),
    node('Div', [':certain', ':whole'], ':probability'),
    castNode(':probability', output, 'float'),
  ]
  return { nodes, constants }
}
