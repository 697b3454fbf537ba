import { learnErrors } from '../errors.ts'
import { castNode } from './cast-node.ts'
import type { ForeignGraph, ForeignNode, ForeignValue } from './foreign-graph.ts'
import { node } from './graph-piece.ts'
import { elementTypes, type OnnxNode, type OnnxTensor, type OnnxValue } from './onnx-model.ts'
import { bytesOf, readFields, textOf } from './read-protobuf.ts'
import { sharesOutput } from './shares-output.ts'

/** How a foreign graph's outputs become one number a row. */
export interface ForeignAnswer {
  readonly answers: 'amount' | 'chance' | 'class'
  /** Nodes that nobody needs any more. */
  readonly dropped: readonly ForeignNode[]
  /** `rename` tells what a tensor of the foreign graph is called in the new one. */
  readonly nodes: (rename: (name: string) => string) => readonly OnnxNode[]
  readonly constants: readonly OnnxTensor[]
  readonly outputs: readonly OnnxValue[]
}

/**
 * Of a classifier how likely its second class is, or which of several; of all others their only output. Throws
 * `learn.foreignModel` where it can't be told.
 */
export function chooseAnswer(
  foreign: ForeignGraph,
  wanted: string | undefined,
  outputName: string,
): ForeignAnswer {
  const { outputs } = foreign
  if (wanted === undefined) {
    const label = outputs.find(({ type }) => type !== undefined && !isFraction(type))
    const shares = outputs.find((output) => output !== label)
    if (label !== undefined && shares !== undefined && outputs.length === 2) {
      return classAnswer(foreign, label, shares, outputName)
    }
  }
  const names = outputs.map(({ name }) => name).join(', ')
  const chosen =
    wanted === undefined && outputs.length === 1
      ? outputs[0]
      : outputs.find(({ name }) => name === wanted)
  if (chosen === undefined) {
    const problem =
      wanted === undefined
        ? `it has the outputs ${names}; name the one that answers`
        : `it has no output "${wanted}", but ${names}`
    throw learnErrors.foreignModel({ problem })
  }
  return amountAnswer(chosen, outputName)
}

function isFraction(type: number): boolean {
  const half = 10
  return type === elementTypes.float || type === elementTypes.double || type === half
}

function amountAnswer({ name, type, shape }: ForeignValue, outputName: string): ForeignAnswer {
  const width = shape[1] ?? 1
  if (type === undefined || type === elementTypes.string || width !== 1) {
    const found =
      type === undefined || type === elementTypes.string ? 'no numbers' : `${width} columns`
    throw learnErrors.foreignModel({ problem: `its output "${name}" has ${found}` })
  }
  return {
    answers: 'amount',
    dropped: [],
    nodes: (rename) => column(rename(name), outputName),
    constants: [columnShape(outputName)],
    outputs: [{ name: outputName, type: 'float' }],
  }
}

/** As 32-bit numbers of shape [rows, 1], whatever it was. */
function column(from: string, output: string): readonly OnnxNode[] {
  return [
    castNode(from, `${output}:number`, 'float'),
    node('Reshape', [`${output}:number`, columnShape(output).name], output),
  ]
}

function columnShape(output: string): OnnxTensor {
  return { name: `${output}:column`, shape: [2], values: BigInt64Array.of(-1n, 1n) }
}

function classAnswer(
  foreign: ForeignGraph,
  label: ForeignValue,
  shares: ForeignValue,
  outputName: string,
): ForeignAnswer {
  // A list of maps, as scikit-learn's converter makes it of a tensor.
  const zip = foreign.nodes.find(
    ({ operator, outputs }) => operator === 'ZipMap' && outputs.includes(shares.name),
  )
  const source = zip?.inputs[0] ?? shares.name
  const width = zip === undefined ? shares.shape[1] : countClasses(zip)
  if (width === undefined || (zip === undefined && shares.type === undefined)) {
    const problem = `its output "${shares.name}" does not tell how many classes there are; name the output that answers`
    throw learnErrors.foreignModel({ problem })
  }
  const dropped = zip === undefined ? [] : [zip]
  if (width === 2) {
    const place = { name: `${outputName}:second`, shape: [1], values: BigInt64Array.of(1n) }
    const second = `${outputName}:chance`
    return {
      answers: 'chance',
      dropped,
      nodes: (rename) => [
        node('Gather', [rename(source), place.name], second, {
          attributes: { axis: { whole: 1 } },
        }),
        ...column(second, outputName),
      ],
      constants: [place, columnShape(outputName)],
      outputs: [{ name: outputName, type: 'float' }],
    }
  }
  if (label.type === elementTypes.string) {
    const problem = 'its classes are texts; train it on the numbers of classes'
    throw learnErrors.foreignModel({ problem })
  }
  const sharesName = sharesOutput(outputName)
  return {
    answers: 'class',
    dropped,
    nodes: (rename) => [
      ...column(rename(label.name), outputName),
      castNode(rename(source), sharesName, 'float'),
    ],
    constants: [columnShape(outputName)],
    outputs: [
      { name: outputName, type: 'float' },
      { name: sharesName, type: 'float', width },
    ],
  }
}

function countClasses({ fields }: ForeignNode): number | undefined {
  for (const field of fields) {
    if (field.number !== 5) continue
    const attribute = readFields(field.bytes)
    const name = textOf(attribute, 1)
    if (name === 'classlabels_strings') return attribute.filter(({ number }) => number === 9).length
    if (name !== 'classlabels_int64s') continue
    const apart = attribute.filter(({ number, raw }) => number === 8 && raw.length > 0)
    const packed = bytesOf(apart, 8)
    // Packed, each number ends with a byte below 128.
    return packed !== undefined && packed.length > 0
      ? packed.filter((byte) => byte < 128).length
      : apart.length
  }
  return undefined
}
