import { promisify } from 'node:util'
import { deflate, gunzip, gzip, inflate } from 'node:zlib'
import { serverErrors } from '../errors.ts'
import { inferenceErrors } from './errors.ts'

const encodings = {
  gzip: { pack: promisify(gzip), unpack: promisify(gunzip) },
  deflate: { pack: promisify(deflate), unpack: promisify(inflate) },
} as const

type Encoding = keyof typeof encodings

/** Throws `encodingNotRead`, `inferRequestWrong` or `bodyTooLarge`, which a packed body can become. */
export async function unpackBody(
  body: Buffer,
  encoding: string | undefined,
  limitBytes: number,
): Promise<Buffer> {
  if (encoding === undefined || encoding === '' || encoding === 'identity') return body
  if (!isEncoding(encoding)) throw inferenceErrors.encodingNotRead({ encoding })
  try {
    return await encodings[encoding].unpack(body, { maxOutputLength: limitBytes })
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    if (isTooLarge) throw serverErrors.bodyTooLarge({ limitBytes }, error)
    throw inferenceErrors.inferRequestWrong({ problem: `the body is not in ${encoding}` }, error)
  }
}

/** Packed as the client would have it; what is small stays as it is. */
export async function packBody(
  body: Buffer,
  accepted: string | undefined,
): Promise<{ readonly body: Buffer; readonly encoding?: string }> {
  const names = accepted?.split(',').map((name) => name.split(';', 1)[0]?.trim() ?? '') ?? []
  const encoding = names.find(isEncoding)
  if (encoding === undefined || body.length < smallestPacked) return { body }
  return { body: await encodings[encoding].pack(body), encoding }
}

/** Below a packet of the network nothing is won. */
const smallestPacked = 1400

function isEncoding(name: string): name is Encoding {
  return Object.hasOwn(encodings, name)
}
