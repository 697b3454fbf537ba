import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { mapAtMost } from '../base/index.ts'
import { dataErrors } from './errors.ts'
import type { SourceFile, SourceReader } from './source-reader.ts'

/** Reads all files below `folder`, in the order of their names. Files that begin with a dot are left alone. */
export function folderSourceReader(source: string, folder: string): SourceReader {
  const root = resolve(folder)
  return {
    async list() {
      const entries = await readdir(root, { withFileTypes: true, recursive: true }).catch(
        (error: NodeJS.ErrnoException) => {
          const problem = error.code === 'ENOENT' ? 'there is no such folder' : error.message
          throw dataErrors.sourceNotReadable({ source, place: root, problem }, error)
        },
      )
      const paths = entries
        .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
        .map((entry) => join(entry.parentPath, entry.name))
      return (await mapAtMost(64, paths, stampFile)).sort((a, b) => (a.name < b.name ? -1 : 1))
    },

    read: (name) => readFile(join(root, name), 'utf8'),
  }

  async function stampFile(path: string): Promise<SourceFile> {
    const { size, mtimeMs } = await stat(path)
    return { name: relative(root, path).split(sep).join('/'), stamp: `${size}@${mtimeMs}` }
  }
}
