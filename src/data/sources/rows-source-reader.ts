import { join } from 'node:path'
import { sourceErrors } from './errors.ts'
import { parseCursor, writeRowsFile, type Cursor, type CursorOptions } from './rows-file.ts'
import type { FilesOrigin, GivenRows } from './source.ts'
import type { SourceReader } from './source-reader.ts'

/** Opens the rows from a cursor on; it may give more than that. */
export type OpenRows = (cursor: Cursor | undefined) => GivenRows | Promise<GivenRows>

/** Rows as one file of JSON lines, that is written below `folder`. */
export function rowsSourceReader(
  source: string,
  at: Pick<CursorOptions, 'since' | 'isOrdered'> & { readonly folder: () => Promise<string> },
  open: OpenRows,
): SourceReader {
  return {
    list: async () => [{ name: `${source}.jsonl`, stamp: undefined }],
    read: async ({ name }, known) => {
      const cursor = at.since === undefined ? undefined : parseCursor(known?.takenStamp)
      const path = join(await at.folder(), name)
      return writeRowsFile(source, path, await open(cursor), { ...at, cursor })
    },
  }
}

/** The files that a function of the project gives. */
export function givenFilesReader(source: string, { files }: FilesOrigin): SourceReader {
  return {
    async list() {
      return (await files()).map(({ name, stamp }) => ({ name, stamp }))
    },
    async read({ name }) {
      const file = (await files()).find((one) => one.name === name)
      if (file === undefined) {
        const problem = 'the function does not give it any more'
        throw sourceErrors.sourceNotReadable({ source, place: name, problem })
      }
      const content = await file.read()
      return { content: typeof content === 'string' ? Buffer.from(content) : content }
    },
  }
}
