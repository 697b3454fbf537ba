import type { OnnxNode, OnnxTensor } from './onnx-model.ts'

/** Nodes of a graph, the constants that they read, and the tensors that they end in. */
export interface GraphPiece {
  readonly nodes: readonly OnnxNode[]
  readonly constants: readonly OnnxTensor[]
  readonly results: readonly string[]
}

export function joinPieces(pieces: readonly GraphPiece[]): GraphPiece {
  return {
    nodes: pieces.flatMap(({ nodes }) => nodes),
    constants: pieces.flatMap(({ constants }) => constants),
    results: pieces.flatMap(({ results }) => results),
  }
}

export function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  more: Partial<Pick<OnnxNode, 'domain' | 'attributes' | 'moreOutputs'>> = {},
): OnnxNode {
  return { operator, inputs, output, ...more }
}

/** Tensors of as many rows beside each other. */
export function concatNode(inputs: readonly string[], output: string): OnnxNode {
  return node('Concat', inputs, output, { attributes: { axis: { whole: 1 } } })
}

export function constant(name: string, values: number | readonly number[]): OnnxTensor {
  const own = typeof values === 'number' ? [values] : values
  return { name, shape: [own.length], values: Float64Array.from(own) }
}

export function matrix(name: string, rowCount: number, values: readonly number[]): OnnxTensor {
  const shape = [rowCount, values.length / rowCount]
  return { name, shape, values: Float64Array.from(values) }
}
