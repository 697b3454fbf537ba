import { readFile } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import { messageOf } from '../../base/index.ts'
import type { TlsFiles } from '../listen-options.ts'
import { accessErrors } from './errors.ts'

export interface TlsPair {
  readonly cert: Buffer
  readonly key: Buffer
}

/** Throws `certificateNotReadable`. */
export async function readTls(files: TlsFiles | undefined): Promise<TlsPair | undefined> {
  if (files === undefined) return undefined
  try {
    const [cert, key] = await Promise.all([readFile(files.certificate), readFile(files.key)])
    createSecureContext({ cert, key })
    return { cert, key }
  } catch (error) {
    throw accessErrors.certificateNotReadable({ problem: messageOf(error) }, error)
  }
}
