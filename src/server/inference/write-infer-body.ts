import { encodeTensor } from './datatypes.ts'
import type { InferReply, RequestedOutput, Tensor } from './infer-request.ts'

export interface WrittenReply {
  readonly body: Buffer
  /** How long the JSON at its beginning is, where bytes follow it. */
  readonly headerLength: number | undefined
}

/** Writes a reply: JSON, and behind it the bytes of the outputs that were wanted so. */
export function writeInferBody(
  { id, model, version, outputs }: InferReply,
  wanted: { readonly isBinaryOutput: boolean; readonly outputs?: readonly RequestedOutput[] },
): WrittenReply {
  const isBinary = new Map(wanted.outputs?.map((output) => [output.name, output.isBinary]))
  const buffers: Buffer[] = []
  const written = outputs.map((tensor) => {
    if (!(isBinary.get(tensor.name) ?? wanted.isBinaryOutput)) return inJson(tensor)
    const { name, datatype, shape, values } = tensor
    const bytes = encodeTensor(datatype, values)
    buffers.push(bytes)
    return { name, datatype, shape, parameters: { binary_data_size: bytes.length } }
  })
  const json = Buffer.from(
    JSON.stringify({
      ...(id === undefined ? {} : { id }),
      model_name: model,
      model_version: version,
      outputs: written,
    }),
  )
  const hasBytes = buffers.some(({ length }) => length > 0)
  return {
    body: hasBytes ? Buffer.concat([json, ...buffers]) : json,
    headerLength: hasBytes ? json.length : undefined,
  }
}

/** Always flat; and a number that JSON has not is null, since some clients refuse it. */
function inJson({ name, datatype, shape, values }: Tensor) {
  return { name, datatype, shape, data: values }
}
