import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { mapAtMost, messageOf, systemErrorCode } from '../../base/index.ts'
import { dataErrors } from '../errors.ts'
import type { SourceFile, SourceReader } from './source-reader.ts'

/**
 * Reads all files below `folder`, in the order of their names. What begins with a dot is left alone,
 * files and folders: there lie the drafts of tools that write into the folder.
 */
export function folderSourceReader(source: string, folder: string): SourceReader {
  const root = resolve(folder)
  return {
    async list() {
      const entries = await readdir(root, { withFileTypes: true, recursive: true }).catch(
        (error: unknown) => {
          const isMissing = systemErrorCode(error) === 'ENOENT'
          const problem = isMissing ? 'there is no such folder' : messageOf(error)
          throw dataErrors.sourceNotReadable({ source, place: root, problem }, error)
        },
      )
      const names = entries
        .filter((entry) => entry.isFile() || entry.isSymbolicLink())
        .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep))
        .filter((parts) => !parts.some((part) => part.startsWith('.')))
        .map((parts) => parts.join('/'))
      const files = await mapAtMost(64, names, stampFile)
      return files
        .filter((file) => file !== undefined)
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    },

    read: (name) => readFile(join(root, name)),
  }

  /** Undefined for what is no file: a link to a folder, or what was moved away after it was listed. */
  async function stampFile(name: string): Promise<SourceFile | undefined> {
    const found = await stat(join(root, name)).catch((error: unknown) => {
      if (systemErrorCode(error) === 'ENOENT') return undefined
      throw error
    })
    if (found === undefined || !found.isFile()) return undefined
    return { name, stamp: `${found.size}@${found.mtimeMs}` }
  }
}
