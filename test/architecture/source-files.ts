import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { scanImports, type Import } from './scan-imports.ts'

export const root = join(import.meta.dirname, '../..')

/** One file of the repository, by its path from the root with forward slashes. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

/** What git tracks or would track; nothing that .gitignore names. */
export function listFiles(): readonly string[] {
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 } as const
  const listed = execFileSync(
    'git',
    ['-c', 'safe.directory=*', 'ls-files', '-co', '--exclude-standard', '-z'],
    options,
  )
  return [...new Set(listed.split('\0'))]
    .filter((path) => path !== '' && existsSync(join(root, path)))
    .toSorted()
}

export function readFiles(isWanted: (path: string) => boolean): readonly SourceFile[] {
  return listFiles()
    .filter(isWanted)
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

/** The TypeScript below src/ that is ours: what `swell init` copies belongs to projects. */
export function readSource(): readonly SourceFile[] {
  return readFiles((path) => isSource(path))
}

export function isSource(path: string): boolean {
  return /^src\/.*\.tsx?$/.test(path) && !path.includes('/templates/')
}

/** The folder of src/ a file is in, or undefined for the door of the package, `src/index.ts`. */
export function folderOf(path: string): string | undefined {
  return /^src\/([^/]+)\//.exec(path)?.[1]
}

/** An import of one of our own files, resolved to its path. */
export interface OwnImport extends Import {
  readonly from: string
  readonly to: string
}

export function listOwnImports(files: readonly SourceFile[]): readonly OwnImport[] {
  return files.flatMap((file) =>
    scanImports(file.text)
      .filter((found) => found.specifier.startsWith('.'))
      .map((found) => ({
        ...found,
        from: file.path,
        to: posix.join(posix.dirname(file.path), found.specifier),
      })),
  )
}
