import type { Load } from './load-client.ts'
import { rowOf } from './served-project.ts'

type Asked = Pick<Load, 'path' | 'body' | 'encoding' | 'headers'>

interface TensorTold {
  readonly name: string
  readonly datatype: string
}

/** The same rows by the Open Inference Protocol: their numbers as JSON, and as bytes. */
export async function askedByTensors(
  url: string,
  rowCount: number,
): Promise<{ readonly json: Asked; readonly binary: Asked }> {
  const reply = await fetch(`${url}/v2/models/score`)
  const { inputs } = (await reply.json()) as { readonly inputs: readonly TensorTold[] }
  const rows = Array.from({ length: rowCount }, (_, at) => rowOf(at))
  const path = '/v2/models/score/infer'
  // What a request may leave out, as the moment, is left out.
  const given = inputs.filter(({ name }) => rows[0]?.[name] !== undefined)
  const tensors = given.map(({ name, datatype }) => {
    return { name, datatype, shape: [rowCount, 1], data: rows.map((row) => row[name] ?? 0) }
  })
  const parts = tensors.map(({ datatype, data }) => toBytes(datatype, data))
  const head = JSON.stringify({
    inputs: tensors.map(({ name, datatype, shape }, at) => {
      return { name, datatype, shape, parameters: { binary_data_size: parts[at]?.length ?? 0 } }
    }),
    parameters: { binary_data_output: true },
  })
  return {
    json: { path, body: JSON.stringify({ inputs: tensors }) },
    binary: {
      path,
      body: Buffer.concat([Buffer.from(head), ...parts]).toString('base64'),
      encoding: 'base64',
      headers: {
        'content-type': 'application/octet-stream',
        'inference-header-content-length': String(Buffer.byteLength(head)),
      },
    },
  }
}

function toBytes(datatype: string, data: readonly number[]): Uint8Array {
  if (datatype === 'INT64') {
    return new Uint8Array(BigInt64Array.from(data, (value) => BigInt(value)).buffer)
  }
  if (datatype === 'FP32') return new Uint8Array(Float32Array.from(data).buffer)
  if (datatype === 'FP64') return new Uint8Array(Float64Array.from(data).buffer)
  throw new Error(`an input of ${datatype} is not known here`)
}
