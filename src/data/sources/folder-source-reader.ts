import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, matchesGlob, resolve } from 'node:path'
import { mapAtMost, messageOf, systemErrorCode } from '../../base/index.ts'
import { sourceErrors } from './errors.ts'
import type { SourceFile, SourceReader } from './source-reader.ts'

/** What is larger is not held in memory. */
const mostBytesInMemory = 8_000_000

/**
 * Reads a file, all files below a folder, or those that a glob finds, in the order of their names. What
 * begins with a dot is left alone, files and folders: there lie the drafts of tools that write into the
 * folder. A link to a folder is followed, unless it leads back to where it was come from.
 */
export function folderSourceReader(source: string, place: string): SourceReader {
  const { folder, glob } = splitGlob(resolve(place))

  async function findFiles(): Promise<{
    readonly root: string
    readonly names: readonly string[]
  }> {
    const found = await stat(folder).catch((error: unknown) => {
      const isMissing = systemErrorCode(error) === 'ENOENT'
      const problem = isMissing ? 'there is no such file or folder' : messageOf(error)
      throw sourceErrors.sourceNotReadable({ source, place: folder, problem }, error)
    })
    if (found.isFile()) return { root: dirname(folder), names: [basename(folder)] }
    const names = await listBelow(folder)
    const wanted = glob === undefined ? names : names.filter((name) => matchesGlob(name, glob))
    return { root: folder, names: wanted.toSorted((a, b) => (a < b ? -1 : 1)) }
  }

  return {
    async list() {
      const { root, names } = await findFiles()
      const files = await mapAtMost(64, names, (name) => stampFile(root, name))
      return files.filter((file) => file !== undefined)
    },

    async read({ name }) {
      const isFile = await stat(folder).then((found) => found.isFile())
      const path = isFile ? folder : join(folder, name)
      const { size } = await stat(path)
      if (size > mostBytesInMemory) return { content: { path, isOwn: false } }
      return { content: await readFile(path) }
    },
  }
}

/** The folder to look in, and what its files must match; a path without signs of a glob has none. */
function splitGlob(place: string): { readonly folder: string; readonly glob: string | undefined } {
  const parts = place.split(/[\\/]/)
  const at = parts.findIndex((part) => /[*?{[]/.test(part))
  if (at < 0) return { folder: place, glob: undefined }
  return { folder: parts.slice(0, at).join('/') || '/', glob: parts.slice(at).join('/') }
}

/** The names of all files below a folder; each real folder is listed once on a way down. */
async function listBelow(
  folder: string,
  prefix = '',
  above: ReadonlySet<string> = new Set(),
): Promise<string[]> {
  const real = await realpath(folder)
  if (above.has(real)) return []
  const within = new Set([...above, real])
  const entries = await readdir(folder, { withFileTypes: true })
  const names = await mapAtMost(8, entries, async (entry) => {
    if (entry.name.startsWith('.')) return []
    const name = `${prefix}${entry.name}`
    const path = join(folder, entry.name)
    const isFolder = entry.isSymbolicLink() ? await leadsToFolder(path) : entry.isDirectory()
    if (isFolder) return listBelow(path, `${name}/`, within)
    return entry.isFile() || entry.isSymbolicLink() ? [name] : []
  })
  return names.flat()
}

async function leadsToFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found?.isDirectory() ?? false
}

/** Undefined for what is no file: a link to nothing, or what was moved away after it was listed. */
async function stampFile(root: string, name: string): Promise<SourceFile | undefined> {
  const found = await stat(join(root, name)).catch((error: unknown) => {
    if (['ENOENT', 'ELOOP'].includes(systemErrorCode(error) ?? '')) return undefined
    throw error
  })
  if (found === undefined || !found.isFile()) return undefined
  return { name, stamp: `${found.size}@${found.mtimeMs}` }
}
