import type { ManifestFile } from './manifest.ts'

/** How the files of one list differ from those of another. */
export interface FileChanges {
  readonly added: readonly ManifestFile[]
  readonly changed: readonly FileChange[]
  readonly removed: readonly ManifestFile[]
}

export interface FileChange {
  readonly path: string
  readonly before: ManifestFile
  readonly after: ManifestFile
}

export function compareFiles(
  before: readonly ManifestFile[],
  after: readonly ManifestFile[],
): FileChanges {
  const old = new Map(before.map((file) => [file.path, file]))
  const paths = new Set(after.map((file) => file.path))
  return {
    added: after.filter((file) => !old.has(file.path)),
    changed: after.flatMap((file) => {
      const earlier = old.get(file.path)
      return earlier === undefined || isSame(earlier, file)
        ? []
        : [{ path: file.path, before: earlier, after: file }]
    }),
    removed: before.filter((file) => !paths.has(file.path)),
  }
}

function isSame(a: ManifestFile, b: ManifestFile): boolean {
  return a.digest === b.digest && a.isExecutable === b.isExecutable
}
