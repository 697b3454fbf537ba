import { createHash, type Hash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { isSwellError, type Digest } from '../../base/index.ts'
import { storageErrors } from '../errors.ts'
import { xmlElements, xmlText } from './read-xml.ts'
import type { S3Client } from './s3-client.ts'
import { findS3Size } from './s3-objects.ts'
import { describeS3Place } from './s3-place.ts'

export interface TransferWatch {
  /** Hears of each piece that has arrived. */
  readonly onBytes?: (byteCount: number) => void
  readonly signal?: AbortSignal
}

/** Its content goes to the object, which is there whole or not at all. */
export interface Upload extends TransferWatch {
  readonly key: string
  readonly file: string
  /** Told what the file's content really is before the object comes to be; may throw. */
  readonly check: (found: Digest) => void
}

const megabyte = 1 << 20
/** What is smaller goes in one request. */
const partBytesAtLeast = 8 * megabyte
const partsAtMost = 10_000
const partsAtOnce = 4

/**
 * Sends a file: a large one in parts, several at once. The server holds each part to its SHA-256. One
 * that was interrupted, by whomever, goes on: the parts that have arrived are not sent again.
 */
export async function uploadS3File(client: S3Client, upload: Upload): Promise<void> {
  const file = await open(upload.file, 'r')
  try {
    const { size } = await file.stat()
    if (size <= partBytesAtLeast) await putWhole(client, upload, file, size)
    else await putParts(client, upload, file, size)
  } finally {
    await file.close()
  }
}

async function putWhole(
  client: S3Client,
  { key, check, onBytes, signal }: Upload,
  file: FileHandle,
  size: number,
): Promise<void> {
  const body = await readPart(file, 0, size)
  check(createHash('sha256').update(body).digest('hex') as Digest)
  const request = { method: 'PUT', key, body, ...(signal === undefined ? {} : { signal }) } as const
  await (await client.send(request)).bytes()
  onBytes?.(size)
}

async function putParts(
  client: S3Client,
  upload: Upload,
  file: FileHandle,
  size: number,
): Promise<void> {
  const { key, check } = upload
  const begun = (await findBegun(client, key)) ?? (await begin(client, key))
  try {
    const { etags, digest } = await sendParts(client, { ...upload, ...begun }, file, size)
    check(digest)
    await complete(client, key, begun.uploadId, etags)
  } catch (error) {
    const { code = '' } = isSwellError(error) ? error : {}
    const isOurs = code !== '' && !code.startsWith('storage.s3')
    if (isOurs) await abort(client, key, begun.uploadId)
    if (isOurs || !(await isThere(client, key, size))) throw toUploadError(client, key, error)
  }
}

/** Somebody else who sends the same may have finished; then servers answer with all sorts of errors. */
async function isThere(client: S3Client, key: string, size: number): Promise<boolean> {
  const found = await findS3Size(client, key).catch(() => undefined)
  return found === size
}

function toUploadError(client: S3Client, key: string, error: unknown): unknown {
  if (!isSwellError(error, 'storage.s3ObjectNotFound')) return error
  const place = describeS3Place(client.place)
  const problem = `somebody else ended the upload of ${key}`
  return storageErrors.s3Unreachable({ place, problem }, error)
}

interface BegunUpload {
  readonly uploadId: string
  readonly parts: ReadonlyMap<number, SentPart>
}

interface SentPart {
  readonly etag: string
  readonly sizeBytes: number
}

/** Reads the file once, in order, as its digest is told from that; up to four parts are on their way. */
async function sendParts(
  client: S3Client,
  { key, uploadId, parts, onBytes, signal }: Upload & BegunUpload,
  file: FileHandle,
  size: number,
): Promise<{ readonly etags: readonly string[]; readonly digest: Digest }> {
  const partBytes = partBytesOf(size)
  const hash: Hash = createHash('sha256')
  const etags: string[] = []
  const failures: unknown[] = []
  const underWay = new Set<Promise<void>>()
  for (let at = 0; at * partBytes < size && failures.length === 0; at += 1) {
    const body = await readPart(file, at * partBytes, Math.min(partBytes, size - at * partBytes))
    hash.update(body)
    const sent = parts.get(at + 1)
    if (sent?.sizeBytes === body.length) {
      etags[at] = sent.etag
      onBytes?.(body.length)
      continue
    }
    const query = { partNumber: String(at + 1), uploadId }
    const stop = signal === undefined ? {} : { signal }
    const sending = client
      .send({ method: 'PUT', key, query, body, ...stop })
      .then(async (answer) => {
        await answer.bytes()
        etags[at] = answer.head('etag') ?? ''
        onBytes?.(body.length)
      })
      .catch((error: unknown) => {
        failures.push(error)
      })
      .finally(() => underWay.delete(sending))
    underWay.add(sending)
    if (underWay.size >= partsAtOnce) await Promise.race(underWay)
  }
  await Promise.all(underWay)
  if (failures.length > 0) throw failures[0]
  return { etags, digest: hash.digest('hex') as Digest }
}

/** Of the file's size alone: whoever goes on cuts it as the one before did. */
function partBytesOf(size: number): number {
  return Math.max(partBytesAtLeast, Math.ceil(size / partsAtMost / megabyte) * megabyte)
}

async function readPart(file: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length)
  let read = 0
  while (read < length) {
    const { bytesRead } = await file.read(bytes, read, length - read, offset + read)
    if (bytesRead === 0) return bytes.subarray(0, read)
    read += bytesRead
  }
  return bytes
}

async function begin(client: S3Client, key: string): Promise<BegunUpload> {
  const answer = await client.send({ method: 'POST', key, query: { uploads: '' } })
  return { uploadId: xmlText(await answer.text(), 'UploadId') ?? '', parts: new Map() }
}

/** An upload of this key that was begun and not ended. The key names the content: it is of the same. */
async function findBegun(client: S3Client, key: string): Promise<BegunUpload | undefined> {
  const { prefix } = client.place
  const whole = prefix === '' ? key : `${prefix}/${key}`
  const query = { uploads: '', prefix: whole }
  const xml = await client.send({ method: 'GET', query }).then(
    (answer) => answer.text(),
    (error: unknown) => {
      // Who may write but not list begins anew.
      if (isSwellError(error, 'storage.s3Refused')) return ''
      throw error
    },
  )
  const ids = xmlElements(xml, 'Upload').flatMap((one) =>
    xmlText(one, 'Key') === whole ? [xmlText(one, 'UploadId') ?? ''] : [],
  )
  const uploadId = ids.at(-1)
  if (uploadId === undefined) return undefined
  const parts = await listParts(client, key, uploadId)
  return parts === undefined ? undefined : { uploadId, parts }
}

async function listParts(
  client: S3Client,
  key: string,
  uploadId: string,
): Promise<ReadonlyMap<number, SentPart> | undefined> {
  const found = new Map<number, SentPart>()
  for (let marker = '0'; ;) {
    const query = { uploadId, 'part-number-marker': marker }
    const answer = await client.send({ method: 'GET', key, query, mayBeMissing: true })
    if (answer.status === 404) return undefined
    const xml = await answer.text()
    for (const part of xmlElements(xml, 'Part')) {
      const etag = xmlText(part, 'ETag') ?? ''
      found.set(Number(xmlText(part, 'PartNumber')), {
        etag,
        sizeBytes: Number(xmlText(part, 'Size')),
      })
    }
    const next = xmlText(xml, 'NextPartNumberMarker')
    if (xmlText(xml, 'IsTruncated') !== 'true' || next === undefined) return found
    marker = next
  }
}

async function complete(
  client: S3Client,
  key: string,
  uploadId: string,
  etags: readonly string[],
): Promise<void> {
  const parts = etags.map(
    (etag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${toXml(etag)}</ETag></Part>`,
  )
  const xml = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`
  const body = new TextEncoder().encode(xml)
  const answer = await client.send({ method: 'POST', key, query: { uploadId }, body })
  // It begins its answer before it knows: a failure may stand in an answer of success.
  const code = xmlText(await answer.text(), 'Code')
  if (code === undefined) return
  const place = describeS3Place(client.place)
  throw storageErrors.s3Unreachable({ place, problem: `it could not join ${key}: ${code}` })
}

async function abort(client: S3Client, key: string, uploadId: string): Promise<void> {
  await client.send({ method: 'DELETE', key, query: { uploadId }, mayBeMissing: true })
}

function toXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
