import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import type { DataPlace } from './data-place.ts'
import type { DatasetDeps } from './dataset-deps.ts'
import { replaceFile } from './replace-file.ts'
import { isAsCached, looksPath, type StatCache } from './stat-cache.ts'

/** The starts of one command line: more would not go into it, whatever their names. */
const mostStarts = 2000

/** An entry's inode, and when anything of it changed last: content, length, rights, name or place. */
const lookOfEntry = '%i %C@\\n'

/**
 * True when no file or folder of a dataset has changed since its cache was written, for folders of many
 * files: GNU find, where it is there, looks at them in half the time that Node takes, in processes side by
 * side. What it says is kept once the disk was held against the cache after it, and compared the next time.
 */
export async function isFolderAsCached(
  deps: Pick<DatasetDeps, 'state'>,
  { data }: DataPlace,
  cache: StatCache,
): Promise<boolean> {
  const path = looksPath(deps, data)
  const [looks, kept] = await Promise.all([takeLooks(data, cache), findKept(path)])
  if (looks === undefined) return isAsCached(data, cache)
  if (kept?.equals(looks) ?? false) return true
  if (!isAsCached(data, cache)) return false
  await replaceFile(path, looks)
  return true
}

/** Of every entry, after the digest of what the entries hold; undefined where nothing can be asked. */
async function takeLooks(
  data: string,
  { digest, folders }: StatCache,
): Promise<Buffer | undefined> {
  const parts = await Promise.all(toParts(folders).map((starts) => findFrom(data, starts)))
  const found = parts.filter((part) => part !== undefined)
  return found.length === parts.length ? Buffer.concat([Buffer.from(digest), ...found]) : undefined
}

/** What each process looks at: the folder's own entries, and the inner folders in two halves. */
function toParts(folders: readonly string[]): readonly (readonly string[])[] {
  const inner = folders.filter((folder) => folder !== '' && !folder.includes('/')).toSorted()
  if (inner.length === 0 || inner.length > mostStarts) return [['.']]
  const starts = inner.map((folder) => `./${folder}`)
  const half = Math.ceil(starts.length / 2)
  const halves = [starts.slice(0, half), starts.slice(half)].filter(({ length }) => length > 0)
  return [['.', '-maxdepth', '1'], ...halves]
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

async function findKept(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch {
    return undefined
  }
}
