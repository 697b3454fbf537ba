import { decodeText, decodeTensor, isBinaryOnly, isFloatType } from './datatypes.ts'
import type { Datatype, TensorValue } from './datatypes.ts'
import { inferenceErrors } from './errors.ts'
import {
  assertCount,
  checkDatatype,
  checkShape,
  countOf,
  isSize,
  type InferRequest,
  type RequestedOutput,
  type Tensor,
} from './infer-request.ts'
import { parseLooseJson } from './parse-loose-json.ts'
import { isRecord } from '../is-record.ts'

/** The only input of a model, which a request may send as bare bytes. */
export interface SoleInput {
  readonly name: string
  readonly datatype: Datatype
}

export interface InferBody {
  readonly model: string
  readonly body: Buffer
  /** The value of `Inference-Header-Content-Length`, where it was sent. */
  readonly headerLength: string | undefined
  readonly inputs: readonly SoleInput[]
}

/**
 * Reads a request of the Open Inference Protocol: JSON, behind which the values of some inputs stand as
 * bytes. Throws `inferHeaderWrong`, `inferRequestWrong`, `tensorShapeWrong`, `tensorDataWrong`,
 * `tensorBytesWrong`, `numberTooLarge`, `tensorDataLeftOver` or `rawRequestWrong`.
 */
export function readInferBody({ model, body, headerLength, inputs }: InferBody): InferRequest {
  const jsonLength = headerLength === undefined ? body.length : readLength(headerLength, body)
  if (headerLength !== undefined && jsonLength === 0) return readRawBody(model, inputs, body)
  const json = readJson(body.subarray(0, jsonLength))
  const id = json['id']
  if (id !== undefined && typeof id !== 'string') throw wrong('"id" must be a text')
  const parameters = readParameters(json['parameters'], 'the request')
  const isBinaryOutput = parameters['binary_data_output'] === true
  const rest = new BinaryData(body.subarray(jsonLength))
  const tensors = readList(json['inputs'], 'inputs').map((input) => readTensor(input, rest))
  if (rest.left > 0) throw inferenceErrors.tensorDataLeftOver({ model, byteCount: rest.left })
  const outputs =
    json['outputs'] === undefined
      ? {}
      : {
          outputs: readList(json['outputs'], 'outputs').map((output) =>
            readOutput(output, isBinaryOutput),
          ),
        }
  return { ...(id === undefined ? {} : { id }), inputs: tensors, ...outputs, isBinaryOutput }
}

function readLength(text: string, body: Buffer): number {
  const length = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (length <= body.length) return length
  throw inferenceErrors.inferHeaderWrong({ found: text.slice(0, 40), length: body.length })
}

/** The whole body is the value of the model's only input; one row, one value. */
function readRawBody(model: string, inputs: readonly SoleInput[], body: Buffer): InferRequest {
  const [input, more] = inputs
  if (input === undefined || more !== undefined) {
    throw inferenceErrors.rawRequestWrong({ model, inputCount: inputs.length })
  }
  const { name, datatype } = input
  const values =
    datatype === 'BYTES'
      ? [decodeText(body, name)]
      : decodeTensor(datatype, body, { name, count: 1 })
  return { inputs: [{ name, datatype, shape: [1, 1], values }], isBinaryOutput: true }
}

type Fields = Readonly<Record<string, unknown>>

function readJson(bytes: Buffer): Fields {
  try {
    const json = parseLooseJson(decodeText(bytes, 'the request'))
    if (isRecord(json)) return json
  } catch (error) {
    throw wrong('the body is not JSON', error)
  }
  throw wrong('the body is not an object')
}

function readList(value: unknown, name: string): readonly Fields[] {
  if (Array.isArray(value) && value.length > 0 && value.every(isRecord)) return value
  throw wrong(`"${name}" must be an array of at least one object`)
}

/** Those that begin so are the server's own. */
const reserved = 'triton_'

function readParameters(value: unknown, of: string): Fields {
  if (value === undefined) return {}
  if (!isRecord(value)) throw wrong(`the parameters of ${of} must be an object`)
  const own = Object.keys(value).find((name) => name.startsWith(reserved))
  if (own !== undefined) throw wrong(`"${own}" begins with "${reserved}", which is reserved`)
  return value
}

function readOutput(output: Fields, isBinaryOutput: boolean): RequestedOutput {
  const { name } = output
  if (typeof name !== 'string') throw wrong('each of "outputs" must have a "name"')
  const { binary_data: isBinary, classification } = readParameters(output['parameters'], name)
  if (classification !== undefined) {
    throw wrong(`"${name}" is no list of classes, so it can't be asked for by classification`)
  }
  return { name, isBinary: typeof isBinary === 'boolean' ? isBinary : isBinaryOutput }
}

function readTensor(input: Fields, rest: BinaryData): Tensor {
  const { name } = input
  if (typeof name !== 'string') throw wrong('each of "inputs" must have a "name"')
  const datatype = checkDatatype(name, input['datatype'])
  const shape = checkShape(name, input['shape'])
  const count = countOf(shape)
  const { binary_data_size: size } = readParameters(input['parameters'], name)
  if (size === undefined) {
    return { name, datatype, shape, values: readValues(input['data'], { name, datatype, count }) }
  }
  if (input['data'] !== undefined) throw wrong(`"${name}" has both "data" and "binary_data_size"`)
  return {
    name,
    datatype,
    shape,
    values: decodeTensor(datatype, rest.take(name, size), { name, count }),
  }
}

interface About {
  readonly name: string
  readonly datatype: Datatype
  readonly count: number
}

/** From JSON, in which rows may be lists within the list. */
function readValues(data: unknown, about: About): TensorValue[] {
  const { name, datatype, count } = about
  if (isBinaryOnly(datatype)) {
    const found = 'JSON'
    throw inferenceErrors.tensorDataWrong({
      name,
      found,
      wanted: `binary: there is no ${datatype} in JSON`,
    })
  }
  if (!Array.isArray(data)) {
    throw inferenceErrors.tensorDataWrong({ name, found: typeof data, wanted: 'a list' })
  }
  const values = data.some(Array.isArray) ? data.flat(Infinity) : data
  assertCount(name, values, count)
  return values.map((value) => readValue(value, about))
}

function readValue(value: unknown, { name, datatype }: About): TensorValue {
  if (datatype === 'BYTES') {
    if (typeof value === 'string') return value
  } else if (datatype === 'BOOL') {
    if (typeof value === 'boolean') return value
    if (value === 0 || value === 1) return value === 1
  } else if (typeof value === 'number') {
    if (isFloatType(datatype) || Number.isSafeInteger(value)) return value
    if (Number.isInteger(value)) throw inferenceErrors.numberTooLarge({ name })
  } else if (value === null && isFloatType(datatype)) {
    return null
  }
  const found = `${JSON.stringify(value)?.slice(0, 40)} in one place`
  throw inferenceErrors.tensorDataWrong({ name, found, wanted: datatype })
}

/** What follows the JSON: the bytes of one input after the other. */
class BinaryData {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  take(name: string, size: unknown): Buffer {
    if (!isSize(size) || size > this.left) {
      const found = `${JSON.stringify(size)} bytes long by its binary_data_size`
      const wanted = `at most the ${this.left} bytes that are left of the body`
      throw inferenceErrors.tensorBytesWrong({ name, found, wanted })
    }
    this.#at += size
    return this.#bytes.subarray(this.#at - size, this.#at)
  }
}

function wrong(problem: string, cause?: unknown) {
  return inferenceErrors.inferRequestWrong({ problem }, cause)
}
