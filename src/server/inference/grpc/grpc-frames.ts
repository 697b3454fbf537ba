import { promisify } from 'node:util'
import { gunzip, inflate } from 'node:zlib'
import { GrpcError, grpcStatuses } from './grpc-error.ts'
import { inferenceBodyLimit } from '../body-limit.ts'

/** What stands before each message: whether it is packed, and its length. */
const headLength = 5

const unpackers = { gzip: promisify(gunzip), deflate: promisify(inflate) } as const

/** The messages of a stream, as they come. Throws a `GrpcError` for what is none. */
export async function* framesOf(
  chunks: AsyncIterable<Buffer>,
  encoding: string | undefined,
): AsyncGenerator<Uint8Array> {
  let pending: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
    while (pending.length >= headLength) {
      const length = pending.readUInt32BE(1)
      if (length > inferenceBodyLimit) {
        const problem = `a message has ${length} bytes; at most ${inferenceBodyLimit} are read`
        throw new GrpcError(grpcStatuses.resourceExhausted, problem)
      }
      if (pending.length < headLength + length) break
      const message = pending.subarray(headLength, headLength + length)
      yield pending[0] === 0 ? message : await unpack(message, encoding)
      pending = pending.subarray(headLength + length)
    }
  }
  if (pending.length === 0) return
  throw new GrpcError(grpcStatuses.invalidArgument, 'the stream ends within a message')
}

async function unpack(message: Uint8Array, encoding: string | undefined): Promise<Uint8Array> {
  if (encoding !== 'gzip' && encoding !== 'deflate') {
    const problem = `messages in ${encoding ?? 'no encoding'} can't be unpacked`
    throw new GrpcError(grpcStatuses.unimplemented, problem)
  }
  try {
    return await unpackers[encoding](message, { maxOutputLength: inferenceBodyLimit })
  } catch {
    throw new GrpcError(grpcStatuses.invalidArgument, `a message is not in ${encoding}`)
  }
}

export function frameOf(message: Uint8Array): Buffer {
  const head = Buffer.alloc(headLength)
  head.writeUInt32BE(message.length, 1)
  return Buffer.concat([head, message])
}
