import { bytesOf, readFields, textOf, textsOf, type ReadField } from './read-protobuf.ts'

/** An ONNX file that somebody else wrote, as far as it has to be known to be taken in. */
export interface ForeignGraph {
  /** `skl2onnx 1.20.0`. */
  readonly producer: string
  readonly model: readonly ReadField[]
  readonly graph: readonly ReadField[]
  readonly inputs: readonly ForeignValue[]
  readonly outputs: readonly ForeignValue[]
  readonly nodes: readonly ForeignNode[]
}

export interface ForeignValue {
  readonly name: string
  /** The number of its element type in onnx.proto; undefined for a sequence or a map. */
  readonly type: number | undefined
  /** Undefined where a size is not fixed. */
  readonly shape: readonly (number | undefined)[]
}

export interface ForeignNode {
  readonly operator: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly fields: readonly ReadField[]
}

/** Throws `RangeError` for a file that is no ONNX model. */
export function readForeignGraph(bytes: Uint8Array): ForeignGraph {
  const model = readFields(bytes)
  const graphBytes = bytesOf(model, 7)
  if (graphBytes === undefined) throw new RangeError('it holds no graph')
  const graph = readFields(graphBytes)
  const constants = new Set(all(graph, 5).map((tensor) => textOf(readFields(tensor), 8)))
  return {
    producer: [textOf(model, 2), textOf(model, 3)].filter((text) => text !== '').join(' '),
    model,
    graph,
    // Old files list constants among the inputs.
    inputs: all(graph, 11)
      .map(readValue)
      .filter(({ name }) => !constants.has(name)),
    outputs: all(graph, 12).map(readValue),
    nodes: all(graph, 1).map(readNode),
  }
}

function all(fields: readonly ReadField[], number: number): readonly Uint8Array[] {
  return fields.flatMap((field) => (field.number === number ? [field.bytes] : []))
}

function readNode(bytes: Uint8Array): ForeignNode {
  const fields = readFields(bytes)
  return {
    operator: textOf(fields, 4),
    inputs: textsOf(fields, 1),
    outputs: textsOf(fields, 2),
    fields,
  }
}

function readValue(bytes: Uint8Array): ForeignValue {
  const fields = readFields(bytes)
  const type = readFields(bytesOf(fields, 2) ?? new Uint8Array(0))
  const tensor = bytesOf(type, 1)
  const name = textOf(fields, 1)
  if (tensor === undefined) return { name, type: undefined, shape: [] }
  const tensorFields = readFields(tensor)
  const shape = readFields(bytesOf(tensorFields, 2) ?? new Uint8Array(0))
  return {
    name,
    type: tensorFields.find(({ number }) => number === 1)?.whole,
    shape: all(shape, 1).map((dimension) => {
      const size = readFields(dimension).find(({ number }) => number === 1)?.whole
      return size === undefined || size === 0 ? undefined : size
    }),
  }
}
