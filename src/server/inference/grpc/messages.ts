import { decodeTensor, encodeTensor, type TensorValue } from '../datatypes.ts'
import { inferenceErrors } from '../errors.ts'
import {
  assertCount,
  checkDatatype,
  checkShape,
  countOf,
  type InferReply,
  type InferRequest,
  type Tensor,
} from '../infer-request.ts'
import { readFields, readVarints, toSigned, WireWriter, type WireValue } from './protobuf.ts'

/** `ModelInferRequest`, of which the model's name and version are told apart. */
export interface ModelInferRequest {
  readonly model: string
  readonly version: string
  readonly request: InferRequest
}

interface WireTensor {
  readonly name: string
  readonly datatype: string
  readonly shape: readonly number[]
  readonly contents: readonly TensorValue[] | undefined
}

/** Throws `WrongMessage` or what a tensor throws that can't be. */
export function readModelInferRequest(bytes: Uint8Array): ModelInferRequest {
  let model = ''
  let version = ''
  let id = ''
  const inputs: WireTensor[] = []
  const outputs: string[] = []
  const raw: Uint8Array[] = []
  for (const { field, value } of readFields(bytes)) {
    if (field === 1) model = toText(value)
    else if (field === 2) version = toText(value)
    else if (field === 3) id = toText(value)
    else if (field === 5) inputs.push(readTensor(toBytes(value)))
    else if (field === 6) outputs.push(readNames(toBytes(value))[0])
    else if (field === 7) raw.push(toBytes(value))
  }
  const named = outputs.map((name) => ({ name, isBinary: true }))
  return {
    model,
    version,
    request: {
      ...(id === '' ? {} : { id }),
      inputs: raw.length === 0 ? inputs.map(toTensor) : fromRaw(model, inputs, raw),
      ...(named.length === 0 ? {} : { outputs: named }),
      isBinaryOutput: true,
    },
  }
}

/** The first two texts of a message: for most requests a model's name and version. */
export function readNames(bytes: Uint8Array): readonly [string, string] {
  let first = ''
  let second = ''
  for (const { field, value } of readFields(bytes)) {
    if (field === 1) first = toText(value)
    else if (field === 2) second = toText(value)
  }
  return [first, second]
}

function readTensor(bytes: Uint8Array): WireTensor {
  let name = ''
  let datatype = ''
  let contents: readonly TensorValue[] | undefined
  const shape: number[] = []
  for (const { field, value } of readFields(bytes)) {
    if (field === 1) name = toText(value)
    else if (field === 2) datatype = toText(value)
    else if (field === 3)
      shape.push(...Array.from(readVarints(value), (size) => Number(toSigned(size))))
    else if (field === 5) contents = readContents(toBytes(value), name)
  }
  return { name, datatype, shape, contents }
}

/** `InferTensorContents`: by its type, each of them in a field of its own. */
function readContents(bytes: Uint8Array, name: string): TensorValue[] {
  const values: TensorValue[] = []
  for (const { field, value } of readFields(bytes)) {
    switch (field) {
      case 1:
        for (const one of readVarints(value)) values.push(one !== 0n)
        break
      case 2:
      case 3:
        for (const one of readVarints(value)) values.push(toSafe(toSigned(one), name))
        break
      case 4:
      case 5:
        for (const one of readVarints(value)) values.push(toSafe(one, name))
        break
      case 6:
      case 7: {
        const packed = toBytes(value)
        const [datatype, size] = field === 6 ? (['FP32', 4] as const) : (['FP64', 8] as const)
        const count = Math.floor(packed.length / size)
        for (const one of decodeTensor(datatype, packed, { name, count })) values.push(one)
        break
      }
      case 8:
        values.push(toText(value))
        break
    }
  }
  return values
}

function toSafe(value: bigint, name: string): number {
  const number = Number(value)
  if (Number.isSafeInteger(number)) return number
  throw inferenceErrors.numberTooLarge({ name })
}

function toTensor({ name, datatype, shape, contents = [] }: WireTensor): Tensor {
  const checked = checkDatatype(name, datatype)
  assertCount(name, contents, countOf(checkShape(name, shape)))
  return { name, datatype: checked, shape, values: contents }
}

function fromRaw(
  model: string,
  inputs: readonly WireTensor[],
  raw: readonly Uint8Array[],
): Tensor[] {
  const [extra] = raw.slice(inputs.length)
  if (extra !== undefined) {
    throw inferenceErrors.tensorDataLeftOver({ model, byteCount: extra.length })
  }
  return inputs.map(({ name, datatype, shape, contents }, at) => {
    const bytes = raw[at]
    if (bytes === undefined || contents !== undefined) {
      const problem = `"${name}" is not in raw_input_contents alone, which holds each input or none`
      throw inferenceErrors.inferRequestWrong({ problem })
    }
    const checked = checkDatatype(name, datatype)
    const count = countOf(checkShape(name, shape))
    return { name, datatype: checked, shape, values: decodeTensor(checked, bytes, { name, count }) }
  })
}

/** `ModelInferResponse`, always raw: some clients read nothing else. */
export function writeModelInferResponse({ id, model, version, outputs }: InferReply): WireWriter {
  const writer = new WireWriter()
    .text(1, model)
    .text(2, version)
    .text(3, id ?? '')
  for (const { name, datatype, shape } of outputs) {
    const tensor = new WireWriter().text(1, name).text(2, datatype)
    for (const size of shape) tensor.integer(3, size)
    writer.message(5, tensor)
  }
  for (const { datatype, values } of outputs) writer.bytes(6, encodeTensor(datatype, values))
  return writer
}

function toBytes(value: WireValue): Uint8Array {
  return typeof value === 'bigint' ? new Uint8Array() : value
}

function toText(value: WireValue): string {
  return Buffer.from(toBytes(value)).toString('utf8')
}
