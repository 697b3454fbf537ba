import { suggestName } from '../../base/index.ts'
import type { Answer, OpenService } from '../../serving/index.ts'
import type { Column } from '../../table/index.ts'
import type { TensorValue } from './datatypes.ts'
import { inferenceErrors } from './errors.ts'
import { imagesOfTensor } from './images-of-tensor.ts'
import type { InferReply, InferRequest, Tensor } from './infer-request.ts'
import { outputsOf } from './tensor-metadata.ts'

type Row = Readonly<Record<string, unknown>>

/** One row of the request for each place of the inputs. Throws `tensorShapeWrong` or `tensorDatatypeWrong`. */
export function toRows({ columns, service }: OpenService, { inputs }: InferRequest): Row[] {
  const count = inputs[0]?.shape[0] ?? 0
  const rows: Record<string, unknown>[] = Array.from({ length: count }, () => ({}))
  for (const input of inputs) {
    if (input.name === 'image' && service.image !== undefined && columns['image'] === undefined) {
      const fields = imagesOfTensor(service.image, input)
      for (const [place, row] of rows.entries()) Object.assign(row, fields[place])
      continue
    }
    assertColumn(input, count)
    const { name, values } = input
    const column = columns[name]
    // An input that there is not is the service's to refuse, which knows what was meant.
    const read = column === undefined ? asIs : readerFor(input, column)
    for (const [place, row] of rows.entries()) row[name] = read(values[place] ?? null)
  }
  return rows
}

function assertColumn({ name, shape }: Tensor, count: number): void {
  const [rows, width = 1, ...more] = shape
  if (rows === count && width === 1 && more.length === 0) return
  const wanted = `[${count}, 1] or [${count}]: one value for each row`
  throw inferenceErrors.tensorShapeWrong({ name, found: `[${shape.join(', ')}]`, wanted })
}

function asIs(value: TensorValue): TensorValue {
  return value
}

function readerFor({ name, datatype }: Tensor, { type }: Column): (value: TensorValue) => unknown {
  const isText = datatype === 'BYTES'
  const isBoolean = datatype === 'BOOL'
  switch (type) {
    case 'text':
      if (isText) return asIs
      break
    case 'boolean':
      if (isBoolean) return asIs
      break
    case 'timestamp':
      if (isText) return asIs
      break
    case 'integer':
    case 'float':
      if (!isText && !isBoolean) return asIs
      break
  }
  const wanted = { text: 'BYTES', timestamp: 'BYTES', boolean: 'BOOL' }
  throw inferenceErrors.tensorDatatypeWrong({
    name,
    found: datatype,
    wanted: type === 'integer' || type === 'float' ? 'one of numbers' : wanted[type],
  })
}

/** The outputs that were asked for, in that order; else all. Throws `outputNotFound`. */
export function toReply(open: OpenService, request: InferRequest, answer: Answer): InferReply {
  const { name: model } = open.service
  const offered = outputsOf(open)
  const names = request.outputs?.map(({ name }) => name) ?? offered.map(({ name }) => name)
  const outputs = names.map((name): Tensor => {
    const output = offered.find((one) => one.name === name)
    if (output === undefined) {
      const known = offered.map((one) => one.name)
      throw inferenceErrors.outputNotFound({ model, name, suggestion: suggestName(name, known) })
    }
    const rows: readonly Row[] = answer.predictions
    const values = rows.map((row) => toTensorValue(output, row[name]))
    return { name, datatype: output.datatype, shape: [rows.length, 1], values }
  })
  const { id } = request
  return { ...(id === undefined ? {} : { id }), model, version: String(answer.version), outputs }
}

/** What an answer doesn't tell is the empty text, no, or no number. */
function toTensorValue({ datatype }: Pick<Tensor, 'datatype'>, value: unknown): TensorValue {
  if (value !== undefined && value !== null) return value as TensorValue
  if (datatype === 'BYTES') return ''
  return datatype === 'BOOL' ? false : null
}
