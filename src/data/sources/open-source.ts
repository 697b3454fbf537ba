import { resolve } from 'node:path'
import { maskSecrets } from '../../base/index.ts'
import { unpackedName } from '../../table/index.ts'
import { folderSourceReader } from './folder-source-reader.ts'
import { httpSourceReader } from './http-source-reader.ts'
import { postgresRows } from './postgres-rows.ts'
import { givenFilesReader, rowsSourceReader } from './rows-source-reader.ts'
import type { SourceAt } from './source-at.ts'
import { sourcePlace, toldText, type Origin, type Source } from './source.ts'
import type { SourceFile, SourceReader } from './source-reader.ts'
import { sqliteRows } from './sqlite-rows.ts'

/** The reader for where a source is. Throws `base.secretMissing`. */
export function openSource(at: SourceAt, source: Source): SourceReader {
  const reader = openOrigin(at, source)
  const { ending } = source
  if (ending === undefined) return reader
  return {
    ...reader,
    list: async () => {
      const files = await reader.list()
      return files.filter(
        ({ name }) => name.endsWith(ending) || unpackedName(name).endsWith(ending),
      )
    },
  }
}

/** The files of a source, without reading any: of rows there is one. */
export function listSource(
  at: Pick<SourceAt, 'settings' | 'root' | 'environment' | 'now'>,
  source: Source,
): Promise<SourceFile[]> {
  const folder = () => Promise.reject(new TypeError('To list a source no file is written.'))
  const { signal } = new AbortController()
  return openSource({ ...at, folder, signal }, source).list()
}

function openOrigin(at: SourceAt, source: Source): SourceReader {
  const { name, from } = source
  if (typeof from === 'object' && from.kind !== 'setting') return openDeclared(at, source, from)
  const place = sourcePlace(source, at.settings)
  return /^https?:\/\//.test(place)
    ? httpSourceReader(at, name, { kind: 'http', url: place })
    : folderSourceReader(name, resolve(at.root, place))
}

function openDeclared(at: SourceAt, source: Source, origin: Origin): SourceReader {
  const { name } = source
  const told = { settings: at.settings, environment: at.environment ?? {} }
  const rowsAt = (since: string | undefined, isOrdered: boolean) => ({
    since,
    isOrdered,
    folder: at.folder,
  })
  switch (origin.kind) {
    case 'http':
      return httpSourceReader(at, name, origin)
    case 'files':
      return givenFilesReader(name, origin)
    case 'rows':
      return rowsSourceReader(name, rowsAt(origin.since, false), () =>
        origin.rows({ now: at.now(), signal: at.signal }),
      )
    case 'sqlite': {
      const file = resolve(at.root, toldText(origin.file, told))
      return rowsSourceReader(name, rowsAt(origin.since, true), (cursor) =>
        sqliteRows(name, file, origin, cursor),
      )
    }
    case 'postgres':
      return rowsSourceReader(name, rowsAt(origin.since, true), (cursor) => {
        const url = toldText(origin.url, told)
        const place = maskSecrets(sourcePlace(source, at.settings))
        return postgresRows(name, { url, place }, origin, cursor)
      })
  }
}
