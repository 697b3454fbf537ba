import type { Digest } from '../../base/index.ts'
import type { DatabaseSession, LoggedFilesTable } from '../../storage/index.ts'

/** A file that a client has put at a path of its own: `1/<run>/artifacts/model/weights.bin`. */
export interface LoggedFile {
  readonly path: string
  readonly digest: Digest
  readonly sizeBytes: number
  readonly mediaType: string
  readonly loggedAt: Date
}

export interface FolderEntry {
  /** Its own name, without the folder's. */
  readonly name: string
  readonly isFolder: boolean
  /** Absent for a folder. */
  readonly sizeBytes?: number
}

/** Which content lies at which path. */
export interface LoggedFiles {
  /** What was at the path is replaced. */
  put(file: LoggedFile): Promise<void>
  find(path: string): Promise<LoggedFile | undefined>
  /** What lies right in a folder, by name; nothing where there is no such folder. */
  listFolder(path: string): Promise<readonly FolderEntry[]>
  /** All files below a folder, however deep, by path. */
  listBelow(path: string): Promise<readonly LoggedFile[]>
  /** Removes a file, or a folder with all that is in it. */
  remove(path: string): Promise<void>
}

export function sqlLoggedFiles({ queries }: Pick<DatabaseSession, 'queries'>): LoggedFiles {
  return {
    async put({ path, digest, sizeBytes, mediaType, loggedAt }) {
      const content = {
        digest,
        size_bytes: sizeBytes,
        media_type: mediaType,
        logged_ms: loggedAt.getTime(),
      }
      await queries
        .insertInto('logged_files')
        .values({ path, ...content })
        .onConflict((conflict) => conflict.column('path').doUpdateSet(content))
        .execute()
    },

    async find(path) {
      const query = queries.selectFrom('logged_files').selectAll().where('path', '=', path)
      const row = await query.executeTakeFirst()
      return row === undefined ? undefined : toFile(row)
    },

    async listBelow(path) {
      const { from, until } = rangeOf(path)
      const rows = await queries
        .selectFrom('logged_files')
        .selectAll()
        .where('path', '>=', from)
        .where('path', '<', until)
        .orderBy('path')
        .execute()
      return rows.map(toFile)
    },

    async listFolder(path) {
      const { from, until } = rangeOf(path)
      const rows = await queries
        .selectFrom('logged_files')
        .select(['path', 'size_bytes'])
        .where('path', '>=', from)
        .where('path', '<', until)
        .orderBy('path')
        .execute()
      const entries = new Map<string, FolderEntry>()
      for (const row of rows) {
        const [name = '', ...rest] = row.path.slice(from.length).split('/')
        const isFolder = rest.length > 0
        entries.set(name, { name, isFolder, ...(isFolder ? {} : { sizeBytes: row.size_bytes }) })
      }
      return [...entries.values()]
    },

    async remove(path) {
      const { from, until } = rangeOf(path)
      await queries
        .deleteFrom('logged_files')
        .where((where) =>
          where.or([
            where('path', '=', path),
            where.and([where('path', '>=', from), where('path', '<', until)]),
          ]),
        )
        .execute()
    },
  }
}

function toFile(row: LoggedFilesTable): LoggedFile {
  return {
    path: row.path,
    digest: row.digest as Digest,
    sizeBytes: row.size_bytes,
    mediaType: row.media_type,
    loggedAt: new Date(row.logged_ms),
  }
}

/** All paths that begin with the folder's and a slash; `0` comes right after `/`. */
function rangeOf(path: string): { readonly from: string; readonly until: string } {
  return path === '' ? { from: '', until: '\u{10ffff}' } : { from: `${path}/`, until: `${path}0` }
}
