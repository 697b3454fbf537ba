import { node } from './graph-piece.ts'
import { readForeignGraph, type ForeignNode } from './foreign-graph.ts'
import { elementTypes, nodeFields, type OnnxNode } from './onnx-model.ts'
import {
  bytesField,
  floatsField,
  message,
  messageField,
  textField,
  wholeField,
  wholesField,
  type Field,
} from './protobuf.ts'
import { bytesOf, readFields, textOf, type ReadField } from './read-protobuf.ts'

/** The number of 8-bit whole numbers in onnx.proto. */
const int8 = 3
/** Smaller tables are not worth a node. */
const leastSize = 32

export interface QuantisedModel {
  readonly bytes: Uint8Array
  /** The tables of weights that have 8 bits a number now. */
  readonly tables: readonly string[]
}

/**
 * Weights of matrix products as 8-bit whole numbers, with a scale for each output; they are brought back to fractions
 * when the graph is loaded. Undefined where no table is large enough, or the
 * file too old. Throws `RangeError` for what is no ONNX.
 */
export function quantiseOnnx(bytes: Uint8Array): QuantisedModel | undefined {
  const { model, graph, nodes } = readForeignGraph(bytes)
  // Scales by output came with version 13 of the operators.
  if (operatorsOf(model) < 13) return undefined
  const tables = graph.flatMap((field) => (field.number === 5 ? readTable(field) : []))
  const chosen = new Map(
    nodes.flatMap((one) => {
      const table = tables.find(({ name }) => name === one.inputs[1])
      if (table === undefined || !['MatMul', 'Gemm'].includes(one.operator)) return []
      const axis = one.operator === 'Gemm' && isTransposed(one) ? 0 : 1
      return [[table.name, { table, axis, quantised: quantise(table, axis) }] as const]
    }),
  )
  if (chosen.size === 0) return undefined
  const kept = graph.flatMap((field): readonly Field[] => {
    const name = field.number === 5 ? textOf(readFields(field.bytes), 8) : undefined
    return name !== undefined && chosen.has(name) ? [] : [field.raw]
  })
  const made = [...chosen.values()].flatMap(({ table, axis, quantised: { numbers, scales } }) => {
    const { name, shape, isDouble } = table
    const [small, scale] = [`${name}:int8`, `${name}:scale`]
    const back = isDouble ? `${name}:float` : name
    const attributes = { axis: { whole: axis } }
    const own: OnnxNode[] = [
      node('DequantizeLinear', [small, scale], back, { attributes }),
      ...(isDouble
        ? [node('Cast', [back], name, { attributes: { to: { whole: elementTypes.double } } })]
        : []),
    ]
    return {
      nodes: own.map((one) => messageField(1, nodeFields(one))),
      tensors: [
        messageField(5, tensor(small, shape, int8, bytesField(9, numbers))),
        messageField(5, tensor(scale, [scales.length], elementTypes.float, floatsField(4, scales))),
      ],
    }
  })
  const fields = [
    // Nodes stand in the order in which they work.
    ...made.flatMap((one) => one.nodes),
    ...kept,
    ...made.flatMap((one) => one.tensors),
  ]
  return {
    bytes: message(
      model.map((field) => (field.number === 7 ? messageField(7, fields) : field.raw)),
    ),
    tables: [...chosen.keys()],
  }
}

function operatorsOf(model: readonly ReadField[]): number {
  const own = model.filter(({ number }) => number === 8).map(({ bytes }) => readFields(bytes))
  const found = own.find((fields) => ['', 'ai.onnx'].includes(textOf(fields, 1)))
  return found?.find(({ number }) => number === 2)?.whole ?? 0
}

interface Table {
  readonly name: string
  readonly shape: readonly [number, number]
  readonly isDouble: boolean
  readonly values: Float32Array | Float64Array
}

/** A table of fractions that is large enough; nothing of another tensor. */
function readTable({ bytes }: ReadField): readonly Table[] {
  const fields = readFields(bytes)
  const type = fields.find(({ number }) => number === 2)?.whole
  const isDouble = type === elementTypes.double
  if (type !== elementTypes.float && !isDouble) return []
  const [rows, columns, ...more] = readShape(fields)
  if (rows === undefined || columns === undefined || more.length > 0) return []
  const data = bytesOf(fields, 9) ?? bytesOf(fields, isDouble ? 10 : 4)
  if (data === undefined || rows * columns < leastSize) return []
  const own = Uint8Array.from(data).buffer
  const values = isDouble ? new Float64Array(own) : new Float32Array(own)
  if (values.length !== rows * columns) return []
  return [{ name: textOf(fields, 8), shape: [rows, columns], isDouble, values }]
}

/** Packed into one field, or each size in its own. */
function readShape(fields: readonly ReadField[]): readonly number[] {
  return fields.flatMap(({ number, bytes, whole }) => {
    if (number !== 1) return []
    if (bytes.length === 0) return [whole]
    const sizes: number[] = []
    let size = 0
    let power = 1
    for (const byte of bytes) {
      size += (byte % 128) * power
      power *= 128
      if (byte >= 128) continue
      sizes.push(size)
      size = 0
      power = 1
    }
    return sizes
  })
}

function quantise({ shape: [rows, columns], values }: Table, axis: number) {
  const scales = Array.from({ length: axis === 0 ? rows : columns }, () => 0)
  const groupOf = (place: number) => (axis === 0 ? Math.floor(place / columns) : place % columns)
  for (const [place, value] of values.entries()) {
    const group = groupOf(place)
    scales[group] = Math.max(scales[group] ?? 0, Math.abs(value) / 127)
  }
  const numbers = Int8Array.from(values, (value, place) => {
    const scale = scales[groupOf(place)] ?? 0
    return scale === 0 ? 0 : Math.round(value / scale)
  })
  // A scale of nothing is none: all its numbers are 0.
  return { numbers: new Uint8Array(numbers.buffer), scales: scales.map((scale) => scale || 1) }
}

function isTransposed({ fields }: ForeignNode): boolean {
  return fields.some((field) => {
    if (field.number !== 5) return false
    const attribute = readFields(field.bytes)
    return (
      textOf(attribute, 1) === 'transB' &&
      attribute.some(({ number, whole }) => number === 3 && whole === 1)
    )
  })
}

function tensor(
  name: string,
  shape: readonly number[],
  type: number,
  data: Field,
): readonly Field[] {
  return [wholesField(1, shape), wholeField(2, type), textField(8, name), data]
}
