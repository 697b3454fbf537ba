import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { systemErrorCode } from '../../base/index.ts'
import { storageErrors, type HttpAnswer } from '../../storage/index.ts'
import { sourceErrors } from './errors.ts'
import type { HttpRequest } from './http-request.ts'
import type { FoundContent } from './source-reader.ts'

const mostBytesInMemory = 8_000_000

export type GatheredBody = ReturnType<typeof gatherBody>

/** What has come of a file so far, in memory or, when it is large, on disk. */
export function gatherBody(request: HttpRequest) {
  const { place, stamp, maxBytes, sha256 } = request
  let pieces: Uint8Array[] = []
  let byteCount = 0
  let hash = createHash('sha256')
  let wanted: number | undefined
  let validator: string | undefined
  let found: string | undefined
  let file: FileHandle | undefined
  let path: string | undefined

  async function reset(): Promise<void> {
    pieces = []
    byteCount = 0
    hash = createHash('sha256')
    await file?.truncate(0)
  }

  function refuse(): never {
    throw sourceErrors.sourceTooLarge({ url: place, maxBytes })
  }

  async function writeToDisk(piece: Uint8Array): Promise<void> {
    path ??= await request.path()
    file ??= await open(path, 'a')
    try {
      for (const one of [...pieces, piece]) await file.appendFile(one)
      pieces = []
    } catch (error) {
      const isFull = ['ENOSPC', 'EDQUOT'].includes(systemErrorCode(error) ?? '')
      throw isFull ? storageErrors.noRoomLeft({ folder: dirname(path) }, error) : error
    }
  }

  return {
    isWhole: () => wanted === undefined || byteCount === wanted,

    /** Asks for the rest, or only for what has changed since. */
    headers(): Readonly<Record<string, string>> {
      if (byteCount > 0 && validator !== undefined) {
        return { range: `bytes=${byteCount}-`, 'if-range': validator }
      }
      return conditionOf(stamp)
    },

    /** True if there was something to begin anew. */
    restart(): boolean {
      if (byteCount === 0) return false
      validator = undefined
      return true
    },

    /** `isPacked`: of another length than what is gathered, and nothing to be gone on with. */
    async begin({ status, head }: HttpAnswer, isPacked: boolean): Promise<void> {
      const range = /^bytes (\d+)-/.exec(head('content-range') ?? '')
      const goesOn = status === 206 && Number(range?.[1]) === byteCount
      if (!goesOn) await reset()
      const length = isPacked ? undefined : head('content-length')
      wanted = length === undefined ? undefined : byteCount + Number(length)
      if (wanted !== undefined && wanted > maxBytes) refuse()
      const [etag, modified] = [head('etag'), head('last-modified')]
      // Only a strong tag promises the same bytes.
      const isWeak = isPacked || etag?.startsWith('W/') === true
      validator = isWeak ? undefined : (etag ?? modified)
      found = etag ? `etag ${etag}` : modified ? `modified ${modified}` : undefined
    },

    async add(piece: Uint8Array): Promise<void> {
      if (byteCount + piece.byteLength > maxBytes) refuse()
      hash.update(piece)
      const isLarge = file !== undefined || byteCount + piece.byteLength > mostBytesInMemory
      if (isLarge) await writeToDisk(piece)
      else pieces.push(piece)
      byteCount += piece.byteLength
    },

    async finish(): Promise<FoundContent> {
      const digest = hash.digest('hex')
      if (sha256 !== undefined && digest !== sha256.toLowerCase()) {
        throw sourceErrors.sourceChecksumWrong({ url: place, wanted: sha256, found: digest })
      }
      const content =
        path === undefined ? new Uint8Array(Buffer.concat(pieces)) : { path, isOwn: true }
      return { content, stamp: found }
    },

    close: async () => file?.close(),
  }
}

function conditionOf(stamp: string | undefined): Readonly<Record<string, string>> {
  if (stamp?.startsWith('etag ') === true) return { 'if-none-match': stamp.slice(5) }
  if (stamp?.startsWith('modified ') === true) return { 'if-modified-since': stamp.slice(9) }
  return {}
}
