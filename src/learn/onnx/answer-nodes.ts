import { castNode } from './cast-node.ts'
import { node, type GraphPiece } from './graph-piece.ts'
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

/**
 * The probabilities of scores. In 64 bits, step by step: the runtime's own sigmoid of 32 bits gives small
 * probabilities to few digits.
 */
export function logisticNodes(input: string, output: string): GraphBody {
  const constants: OnnxTensor[] = [{ name: ':one', shape: [1], values: Float64Array.of(1) }]
  const nodes = [
    castNode(input, ':score64', 'double'),
    node('Neg', [':score64'], ':negative'),
    node('Exp', [':negative'], ':odds'),
    node('Add', [':odds', ':one'], ':whole'),
    node('Div', [':one', ':whole'], ':probability'),
    castNode(':probability', output, 'float'),
  ]
  return { nodes, constants }
}
