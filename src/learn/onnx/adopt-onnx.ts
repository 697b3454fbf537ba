import { learnErrors } from '../errors.ts'
import { chooseAnswer } from './foreign-answer.ts'
import { readForeignGraph, type ForeignGraph } from './foreign-graph.ts'
import { feedInputs, innerInput, type ForeignColumn } from './foreign-inputs.ts'
import { nodeFields, tensorFields, valueFields } from './onnx-model.ts'
import { message, messageField, textField, wholeField, type Field } from './protobuf.ts'
import { readFields, textOf, type ReadField } from './read-protobuf.ts'

export interface AdoptOptions {
  /** What the model may read, in the order in which a single tensor has its columns. */
  readonly columns: readonly ForeignColumn[]
  /** Which of its outputs answers, where it can't be told. */
  readonly answer?: string
  /** What its answer is called from now on. */
  readonly outputName: string
}

export interface AdoptedModel {
  readonly bytes: Uint8Array
  /** Who wrote it: `skl2onnx 1.20.0`. */
  readonly producer: string
  /** Of the columns those that it reads. */
  readonly inputs: readonly ForeignColumn[]
  /** What its answer is. */
  readonly answers: 'amount' | 'chance' | 'class'
  /** The operators that do the work, for people. */
  readonly operators: readonly string[]
}

/**
 * Takes in a model that scikit-learn, XGBoost, LightGBM or PyTorch have learned: the same graph between inputs and an
 * output as `toOnnx` makes them, raw columns by name and one number a row. Throws `learn.foreignModel`.
 */
export function adoptOnnx(bytes: Uint8Array, options: AdoptOptions): AdoptedModel {
  const foreign = read(bytes)
  const fed = feedInputs(foreign, options.columns)
  const answer = chooseAnswer(foreign, options.answer, options.outputName)
  const renamed = namesToChange(foreign, options)
  const graph: Field[] = [
    ...fed.nodes.map((own) => messageField(1, nodeFields(own))),
    ...foreign.nodes
      .filter((own) => !answer.dropped.includes(own))
      .map(({ fields }) => messageField(1, renameIn(fields, [1, 2], renamed))),
    ...answer
      .nodes((name) => renamed.get(name) ?? name)
      .map((own) => messageField(1, nodeFields(own))),
    ...[...fed.constants, ...answer.constants].map((one) => messageField(5, tensorFields(one))),
    ...foreign.graph.flatMap((field) => {
      // Nodes, inputs and outputs are there anew; hints on shapes may have other names by now.
      if ([1, 11, 12, 13].includes(field.number)) return []
      if (field.number === 5)
        return [messageField(5, renameIn(readFields(field.bytes), [8], renamed))]
      return [field.raw]
    }),
    ...fed.inputs.map(({ name, kind }) =>
      messageField(11, valueFields({ name, type: kind === 'number' ? 'float' : 'string' })),
    ),
    ...answer.outputs.map((output) => messageField(12, valueFields(output))),
  ]
  return {
    bytes: message([
      ...foreign.model.flatMap((field) => (field.number === 7 ? [] : [field.raw])),
      messageField(7, graph),
      ...missingOperators(foreign),
    ]),
    producer: foreign.producer === '' ? 'an unknown tool' : foreign.producer,
    inputs: fed.inputs,
    answers: answer.answers,
    operators: [...new Set(foreign.nodes.map(({ operator }) => operator))],
  }
}

function read(bytes: Uint8Array): ForeignGraph {
  try {
    return readForeignGraph(bytes)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw learnErrors.foreignModel({ problem: `it can’t be read as ONNX: ${error.message}` }, error)
  }
}

/** Names of the foreign graph that would be taken for a column or an output of the new one. */
function namesToChange(
  { inputs, nodes, graph }: ForeignGraph,
  { columns, outputName }: AdoptOptions,
): ReadonlyMap<string, string> {
  const taken = new Set([...columns.map(({ name }) => name), outputName, `${outputName}.shares`])
  const constants = graph.flatMap((field) =>
    field.number === 5 ? [textOf(readFields(field.bytes), 8)] : [],
  )
  const inner = [...nodes.flatMap((own) => [...own.inputs, ...own.outputs]), ...constants]
  return new Map([
    ...inner.filter((name) => taken.has(name)).map((name) => [name, `${name}:inner`] as const),
    ...inputs.map(({ name }) => [name, innerInput(name)] as const),
  ])
}

function renameIn(
  fields: readonly ReadField[],
  numbers: readonly number[],
  renamed: ReadonlyMap<string, string>,
): readonly Field[] {
  return fields.map(({ number, bytes, raw }) => {
    const name = numbers.includes(number) ? renamed.get(new TextDecoder().decode(bytes)) : undefined
    return name === undefined ? raw : textField(number, name)
  })
}

/** What is put around the graph needs ONNX's own operators. */
function missingOperators({ model }: ForeignGraph): readonly Field[] {
  const domains = model.flatMap((field) =>
    field.number === 8 ? [textOf(readFields(field.bytes), 1)] : [],
  )
  if (domains.some((domain) => domain === '' || domain === 'ai.onnx')) return []
  return [messageField(8, [textField(1, ''), wholeField(2, 15)])]
}
