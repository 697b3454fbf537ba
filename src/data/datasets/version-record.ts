import type { Digest } from '../../base/index.ts'
import { assertDatasetName } from './dataset-version.ts'
import { datasetErrors } from './errors.ts'
import { parseJson } from './manifest.ts'
import type { VersionRecord } from './remote-store.ts'

export function writeVersionRecord(record: VersionRecord): string {
  return `${JSON.stringify({ format: 'swell-version-1', ...record }, undefined, 2)}\n`
}

/** Reads what `writeVersionRecord` wrote. Throws `pointerInvalid`: it is one that a remote gives. */
export function parseVersionRecord(text: string, file: string): VersionRecord {
  const found = parseJson(Buffer.from(text)) as Readonly<Record<string, unknown>>
  const { dataset, digest, places, kind, version, fileCount, sizeBytes, message } = found
  const createdAt = new Date(String(found['createdAt']))
  const isWhole =
    typeof dataset === 'string' &&
    isDigest(digest) &&
    isDigest(places) &&
    (kind === 'file' || kind === 'folder') &&
    isCount(version) &&
    isCount(fileCount) &&
    isCount(sizeBytes) &&
    !Number.isNaN(createdAt.getTime())
  if (!isWhole) throw datasetErrors.pointerInvalid({ file, problem: 'it is no record of one' })
  assertDatasetName(dataset)
  const said = typeof message === 'string' ? message : undefined
  return { dataset, digest, places, kind, version, fileCount, sizeBytes, createdAt, message: said }
}

function isDigest(value: unknown): value is Digest {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
