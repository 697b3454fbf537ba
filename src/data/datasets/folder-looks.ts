import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import type { Digest } from '../../base/index.ts'
import { parseJson } from './manifest.ts'

/** What GNU find said of every entry of a folder while its content was known. */
export interface FolderLooks {
  /** Of the manifest of all files. */
  readonly digest: Digest
  /** What each of the processes that work side by side looks at. */
  readonly parts: readonly (readonly string[])[]
  readonly found: Buffer
}

/** The starts of one command line: more would not go into it, whatever their names. */
const mostStarts = 2000

/** An entry's inode, and when anything of it changed last: content, length, rights, name or place. */
const lookOfEntry = '%i %C@\\n'

/** True when find says to the letter what it said before. */
export async function looksAsBefore(data: string, looks: FolderLooks): Promise<boolean> {
  const found = await askFind(data, looks.parts)
  return found?.equals(looks.found) ?? false
}

/** Undefined where there is no GNU find, or where it can't look. */
export async function takeLooks(
  data: string,
  { digest, folders }: { readonly digest: Digest; readonly folders: readonly string[] },
): Promise<FolderLooks | undefined> {
  const parts = toParts(folders)
  const found = await askFind(data, parts)
  return found === undefined ? undefined : { digest, parts, found }
}

/** The folder's own entries, and the inner folders in two halves. */
function toParts(folders: readonly string[]): FolderLooks['parts'] {
  const inner = folders.filter((folder) => folder !== '' && !folder.includes('/'))
  if (inner.length === 0 || inner.length > mostStarts) return [['.']]
  const starts = inner.toSorted().map((folder) => `./${folder}`)
  const half = Math.ceil(starts.length / 2)
  const halves = [starts.slice(0, half), starts.slice(half)].filter(({ length }) => length > 0)
  return [...halves, ['.', '-maxdepth', '1']]
}

async function askFind(data: string, parts: FolderLooks['parts']): Promise<Buffer | undefined> {
  const answers = await Promise.all(parts.map((starts) => findFrom(data, starts)))
  const found = answers.filter((answer) => answer !== undefined)
  return found.length === answers.length ? Buffer.concat(found) : undefined
}

function findFrom(cwd: string, starts: readonly string[]): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const { PATH } = process.env
    const find = spawn('find', [...starts, '-printf', lookOfEntry], {
      cwd,
      env: { PATH, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const chunks: Buffer[] = []
    find.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    find.on('error', () => resolve(undefined))
    find.on('close', (code) => resolve(code === 0 ? Buffer.concat(chunks) : undefined))
  })
}

/** Undefined where none are kept, or none that can be used: they only save work. */
export async function findLooks(path: string): Promise<FolderLooks | undefined> {
  try {
    const bytes = await readFile(path)
    const headEnd = bytes.indexOf('\n')
    const head = parseJson(bytes.subarray(0, headEnd)) as Omit<FolderLooks, 'found'>
    return { ...head, found: bytes.subarray(headEnd + 1) }
  } catch {
    return undefined
  }
}

/** A line of what the looks are of, and what find said. */
export function writeLooks({ found, ...head }: FolderLooks): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), found])
}
