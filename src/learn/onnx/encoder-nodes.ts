import { coarseGrid, quarterRadians, turnRadians } from '../encoder-feature.ts'
import type { FittedInput } from '../feature-matrix.ts'
import { castNode } from './cast-node.ts'
import type { OnnxNode, OnnxTensor } from './onnx-model.ts'

/** A piece of a graph that ends in features: 64-bit tensors of shape [rows, 1] with 32-bit values. */
export interface EncoderNodes {
  readonly nodes: readonly OnnxNode[]
  readonly constants: readonly OnnxTensor[]
  readonly features: readonly string[]
}

/** The same steps as `numberFeatures` and `categoryFeatures`, as nodes. */
export function encoderNodes({ name, encoder }: FittedInput): EncoderNodes {
  switch (encoder.kind) {
    case 'number':
      return finish([], [], name, name)
    case 'ordinal':
      return finish([ordinalNode(name, encoder.categories)], [], `${name}:place`, name)
    case 'scaled': {
      const constants = [
        constant(`${name}:mean`, encoder.mean),
        constant(`${name}:deviation`, encoder.deviation),
      ]
      const nodes = [
        castNode(name, `${name}:raw`, 'double'),
        node('Sub', [`${name}:raw`, `${name}:mean`], `${name}:centred`),
        node('Div', [`${name}:centred`, `${name}:deviation`], `${name}:scaled`),
        castNode(`${name}:scaled`, `${name}:rounded`, 'float'),
      ]
      return finish(nodes, constants, `${name}:rounded`, name)
    }
    case 'cyclic':
      return cyclicNodes(name, encoder.period)
  }
}

function cyclicNodes(name: string, period: number): EncoderNodes {
  const constants = [
    constant(`${name}:period`, period),
    constant(`${name}:turn`, turnRadians),
    constant(`${name}:quarter`, quarterRadians),
    constant(`${name}:grid`, coarseGrid),
  ]
  const nodes = [
    castNode(name, `${name}:raw`, 'double'),
    node('Div', [`${name}:raw`, `${name}:period`], `${name}:turns`),
    node('Floor', [`${name}:turns`], `${name}:whole`),
    node('Sub', [`${name}:turns`, `${name}:whole`], `${name}:part`),
    node('Mul', [`${name}:part`, `${name}:turn`], `${name}:angle`),
    node('Sin', [`${name}:angle`], `${name}:sin64`),
    node('Add', [`${name}:angle`, `${name}:quarter`], `${name}:ahead`),
    node('Sin', [`${name}:ahead`], `${name}:cos64`),
    node('Add', [`${name}:sin64`, `${name}:grid`], `${name}:sinOnGrid`),
    node('Sub', [`${name}:sinOnGrid`, `${name}:grid`], `${name}:sin`),
    node('Add', [`${name}:cos64`, `${name}:grid`], `${name}:cosOnGrid`),
    node('Sub', [`${name}:cosOnGrid`, `${name}:grid`], `${name}:cos`),
  ]
  return { nodes, constants, features: [`${name}:sin`, `${name}:cos`] }
}

function ordinalNode(name: string, categories: readonly string[]): OnnxNode {
  // A table without rows is not allowed; the empty text is missing anyway.
  const keys = categories.length === 0 ? [''] : categories
  const places = categories.length === 0 ? [Number.NaN] : categories.map((_, place) => place)
  return {
    operator: 'LabelEncoder',
    domain: 'ai.onnx.ml',
    inputs: [name],
    output: `${name}:place`,
    attributes: {
      keys_strings: { texts: keys },
      values_floats: { floats: places },
      default_float: { float: Number.NaN },
    },
  }
}

function finish(
  nodes: readonly OnnxNode[],
  constants: readonly OnnxTensor[],
  result: string,
  name: string,
): EncoderNodes {
  const feature = `${name}:feature`
  return { nodes: [...nodes, castNode(result, feature, 'double')], constants, features: [feature] }
}

function node(operator: string, inputs: readonly string[], output: string): OnnxNode {
  return { operator, inputs, output }
}

function constant(name: string, value: number): OnnxTensor {
  return { name, shape: [1], values: Float64Array.of(value) }
}
