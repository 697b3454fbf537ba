import {
  bytesField,
  floatField,
  floatsField,
  message,
  messageField,
  textField,
  wholeField,
  wholesField,
  type Field,
} from './protobuf.ts'

// The numbers of fields and types are those of onnx.proto (https://github.com/onnx/onnx).

export const elementTypes = { float: 1, int64: 7, string: 8, double: 11 } as const
export type ElementType = keyof typeof elementTypes

export interface OnnxGraph {
  readonly name: string
  readonly inputs: readonly OnnxValue[]
  readonly nodes: readonly OnnxNode[]
  readonly constants: readonly OnnxTensor[]
  readonly outputs: readonly OnnxValue[]
}

/** A named input or output of shape [rows, width]. */
export interface OnnxValue {
  readonly name: string
  readonly type: ElementType
  /** 1 when left out. */
  readonly width?: number
}

export interface OnnxNode {
  readonly operator: string
  /** Of classical learners, or of ONNX Runtime; without it, ONNX's own. */
  readonly domain?: 'ai.onnx.ml' | 'com.microsoft'
  readonly inputs: readonly string[]
  readonly output: string
  /** Of an operator that makes several tensors, the others. */
  readonly moreOutputs?: readonly string[]
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>
}

export type OnnxAttribute =
  | { readonly whole: number }
  | { readonly float: number }
  | { readonly text: string }
  | { readonly wholes: readonly number[] }
  | { readonly floats: readonly number[] }
  | { readonly texts: readonly string[] }
  | { readonly tensor: OnnxTensor }

export interface OnnxTensor {
  readonly name: string
  readonly shape: readonly number[]
  readonly values: Float32Array | Float64Array | BigInt64Array
}

/** The bytes of a model file. */
export function writeOnnxModel(graph: OnnxGraph): Uint8Array {
  return message([
    wholeField(1, irVersion),
    textField(2, 'groundswell'),
    messageField(7, graphFields(graph)),
    messageField(8, [textField(1, ''), wholeField(2, operatorsVersion)]),
    messageField(8, [textField(1, 'ai.onnx.ml'), wholeField(2, learnersVersion)]),
    ...(graph.nodes.some(({ domain }) => domain === 'com.microsoft')
      ? [messageField(8, [textField(1, 'com.microsoft'), wholeField(2, runtimeVersion)])]
      : []),
  ])
}

const irVersion = 8
const operatorsVersion = 17
const learnersVersion = 3
const runtimeVersion = 1

function graphFields(graph: OnnxGraph): readonly Field[] {
  return [
    ...graph.nodes.map((node) => messageField(1, nodeFields(node))),
    textField(2, graph.name),
    ...graph.constants.map((tensor) => messageField(5, tensorFields(tensor))),
    ...graph.inputs.map((input) => messageField(11, valueFields(input))),
    ...graph.outputs.map((output) => messageField(12, valueFields(output))),
  ]
}

export function nodeFields(node: OnnxNode): readonly Field[] {
  return [
    ...node.inputs.map((input) => textField(1, input)),
    ...[node.output, ...(node.moreOutputs ?? [])].map((output) => textField(2, output)),
    textField(3, node.output),
    textField(4, node.operator),
    ...Object.entries(node.attributes ?? {}).map(([name, attribute]) =>
      messageField(5, attributeFields(name, attribute)),
    ),
    textField(7, node.domain ?? ''),
  ]
}

function attributeFields(name: string, attribute: OnnxAttribute): readonly Field[] {
  const [type, fields] = attributeValue(attribute)
  return [textField(1, name), ...fields, wholeField(20, type)]
}

function attributeValue(attribute: OnnxAttribute): readonly [number, readonly Field[]] {
  if ('float' in attribute) return [1, [floatField(2, attribute.float)]]
  if ('whole' in attribute) return [2, [wholeField(3, attribute.whole)]]
  if ('text' in attribute) return [3, [textField(4, attribute.text)]]
  if ('tensor' in attribute) return [4, [messageField(5, tensorFields(attribute.tensor))]]
  if ('floats' in attribute) return [6, [floatsField(7, attribute.floats)]]
  if ('wholes' in attribute) return [7, [wholesField(8, attribute.wholes)]]
  return [8, attribute.texts.map((text) => textField(9, text))]
}

export function tensorFields({ name, shape, values }: OnnxTensor): readonly Field[] {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  return [
    wholesField(1, shape),
    wholeField(2, typeOf(values)),
    textField(8, name),
    bytesField(9, bytes),
  ]
}

function typeOf(values: OnnxTensor['values']): number {
  if (values instanceof Float32Array) return elementTypes.float
  return values instanceof Float64Array ? elementTypes.double : elementTypes.int64
}

export function valueFields({ name, type, width = 1 }: OnnxValue): readonly Field[] {
  const shape = [messageField(1, [textField(2, 'rows')]), messageField(1, [wholeField(1, width)])]
  const tensorType = [wholeField(1, elementTypes[type]), messageField(2, shape)]
  return [textField(1, name), messageField(2, [messageField(1, tensorType)])]
}
