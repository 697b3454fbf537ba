import type { Digest } from '../../base/index.ts'
import type { DatasetKind } from './dataset-version.ts'
import { datasetErrors } from './errors.ts'
import { assertSafePath } from './safe-path.ts'

/** What a version is made of. Its bytes are canonical: equal files give an equal digest. */
export interface Manifest {
  readonly kind: DatasetKind
  /** In the order of their paths. A single file has its own name as path. */
  readonly files: readonly ManifestFile[]
}

export interface ManifestFile {
  readonly path: string
  readonly digest: Digest
  readonly sizeBytes: number
  /** As in Git, all that is kept of a mode is whether the file may be run. */
  readonly isExecutable: boolean
}

type FileRow = readonly [path: string, digest: string, sizeBytes: number, executable: 0 | 1]

export function writeManifest({ kind, files }: Manifest): Uint8Array {
  const rows = files.map((file): FileRow => [
    file.path,
    file.digest,
    file.sizeBytes,
    file.isExecutable ? 1 : 0,
  ])
  return new TextEncoder().encode(JSON.stringify({ format: 'swell-dataset-1', kind, files: rows }))
}

/** Reads what `writeManifest` wrote. Throws `versionContentInvalid` or `pathNotSafe`. */
export function parseManifest(bytes: Uint8Array, digest: Digest): Manifest {
  const problem = (text: string) => datasetErrors.versionContentInvalid({ digest, problem: text })
  const found = parseJson(bytes) as { format?: unknown; kind?: unknown; files?: unknown }
  if (found.format !== 'swell-dataset-1') throw problem('it is of no format that we know')
  if (found.kind !== 'file' && found.kind !== 'folder') throw problem('its kind is unknown')
  if (!Array.isArray(found.files)) throw problem('it lists no files')
  let before = ''
  const files = found.files.map((row: unknown, at) => {
    if (!isFileRow(row)) throw problem(`file ${at + 1} is not described`)
    const [path, fileDigest, sizeBytes, executable] = row
    assertSafePath(path, `The blob ${digest}`)
    if (path <= before) throw problem(`${path} is out of order`)
    before = path
    return { path, digest: fileDigest as Digest, sizeBytes, isExecutable: executable === 1 }
  })
  return { kind: found.kind, files }
}

function isFileRow(row: unknown): row is FileRow {
  if (!Array.isArray(row)) return false
  const [path, digest, sizeBytes] = row as unknown[]
  return (
    typeof path === 'string' &&
    typeof digest === 'string' &&
    /^[0-9a-f]{64}$/.test(digest) &&
    Number.isSafeInteger(sizeBytes)
  )
}

/** What is no JSON is an empty object: the caller says what is missing. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    const found: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return typeof found === 'object' && found !== null ? found : {}
  } catch {
    return {}
  }
}
