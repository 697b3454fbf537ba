import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { CodeFile } from './code-module.ts'

/** What was read of a file when it had a stamp. */
export interface Remembered {
  readonly stamp: string
  readonly file: CodeFile
}

/** Another format is as good as nothing remembered. */
const format = 1

/** What an earlier process has read, by path; nothing where it can't be told. */
export async function readRemembered(path: string): Promise<Readonly<Record<string, Remembered>>> {
  try {
    const read = JSON.parse(await readFile(path, 'utf8')) as {
      readonly format?: number
      readonly files?: Readonly<Record<string, Remembered>>
    }
    return read.format === format ? (read.files ?? {}) : {}
  } catch {
    // Not there yet, or cut off: all is read anew.
    return {}
  }
}

/** Several processes may write at once: the last one is right as well. */
export async function writeRemembered(
  path: string,
  files: Readonly<Record<string, Remembered>>,
): Promise<void> {
  const draft = `${path}.${randomUUID()}`
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(draft, JSON.stringify({ format, files }))
    await rename(draft, path)
  } catch {
    // A state that can't be written to is told elsewhere; here it only costs time.
  }
}
