import { learnErrors } from '../errors.ts'
import type { InputColumn } from '../input-column.ts'
import type { ForeignGraph, ForeignValue } from './foreign-graph.ts'
import { concatNode, node } from './graph-piece.ts'
import { elementTypes, type OnnxNode, type OnnxTensor } from './onnx-model.ts'

/** What a foreign model may read. */
export interface ForeignColumn {
  readonly name: string
  readonly kind: InputColumn['kind']
}

/** What makes the tensors that a foreign graph reads of columns of shape [rows, 1]. */
export interface FedInputs {
  readonly nodes: readonly OnnxNode[]
  readonly constants: readonly OnnxTensor[]
  /** The columns that are read. */
  readonly inputs: readonly ForeignColumn[]
}

/** The name that an input of the foreign graph has within the new one. */
export function innerInput(name: string): string {
  return `${name}:in`
}

/** One input for each column, by name, or one tensor of all. Throws `learn.foreignModel`. */
export function feedInputs({ inputs }: ForeignGraph, columns: readonly ForeignColumn[]): FedInputs {
  const fixed = inputs.find(({ shape }) => typeof shape[0] === 'number' && shape[0] > 0)
  if (fixed !== undefined) {
    const problem = `its input "${fixed.name}" takes exactly ${fixed.shape[0]} rows; export it with a first dimension that is free`
    throw learnErrors.foreignModel({ problem })
  }
  const [only] = inputs
  const names = columns.map(({ name }) => name)
  const areColumns = inputs.every(
    ({ name, shape }) => names.includes(name) && (shape[1] ?? 1) === 1,
  )
  const fed = areColumns
    ? inputs.map((input) =>
        feed(
          input,
          columns.filter(({ name }) => name === input.name),
        ),
      )
    : [feedAll(only, inputs, columns)]
  return {
    nodes: fed.flatMap(({ nodes }) => nodes),
    constants: fed.flatMap(({ constants }) => constants),
    inputs: fed.flatMap((one) => one.inputs),
  }
}

function feedAll(
  only: ForeignValue | undefined,
  inputs: readonly ForeignValue[],
  columns: readonly ForeignColumn[],
): FedInputs {
  const names = columns.map(({ name }) => name)
  if (only === undefined || inputs.length > 1) {
    const strange = inputs.find(({ name }) => !names.includes(name))
    const problem = `its input "${strange?.name ?? ''}" is none of the columns ${names.join(', ')}`
    throw learnErrors.foreignModel({ problem })
  }
  const width = only.shape[1]
  if (width !== undefined && width !== columns.length) {
    const problem = `its input "${only.name}" has ${width} columns, but the columns are ${names.join(', ')}; name those that it reads, in its order`
    throw learnErrors.foreignModel({ problem })
  }
  return feed(only, columns)
}

function feed(input: ForeignValue, columns: readonly ForeignColumn[]): FedInputs {
  const { name, type, shape } = input
  if (type === undefined) {
    throw learnErrors.foreignModel({ problem: `its input "${name}" is no tensor` })
  }
  const takesText = type === elementTypes.string
  const wrong = columns.find(({ kind }) => (kind === 'category') !== takesText)
  if (wrong !== undefined) {
    const [is, takes] = takesText ? ['a number', 'texts'] : ['a text', 'numbers']
    const problem = `its input "${name}" takes ${takes}, but "${wrong.name}" is ${is}`
    throw learnErrors.foreignModel({ problem })
  }
  const nodes: OnnxNode[] = []
  let last = columns[0]?.name ?? ''
  const then = (made: (from: string, to: string) => OnnxNode) => {
    const to = `${name}:in${nodes.length}`
    nodes.push(made(last, to))
    last = to
  }
  if (columns.length > 1) {
    then((_, to) =>
      concatNode(
        columns.map((column) => column.name),
        to,
      ),
    )
  }
  if (!takesText && type !== elementTypes.float) {
    then((from, to) => node('Cast', [from], to, { attributes: { to: { whole: type } } }))
  }
  const isFlat = shape.length === 1
  const flat = { name: `${name}:flat`, shape: [1], values: BigInt64Array.of(-1n) }
  if (isFlat) then((from, to) => node('Reshape', [from, flat.name], to))
  nodes.push(node('Identity', [last], innerInput(name)))
  return { nodes, constants: isFlat ? [flat] : [], inputs: columns }
}
