import { resolve } from 'node:path'
import type { ResolvedSettings } from '../../base/index.ts'
import { unpackedName } from './decode-text.ts'
import { folderSourceReader } from './folder-source-reader.ts'
import { httpSourceReader } from './http-source-reader.ts'
import { sourcePlace, type Source } from './source.ts'
import type { SourceReader } from './source-reader.ts'

/** The reader for where a source is. A relative folder stands below `root`, the project's folder. */
export function openSource(source: Source, settings: ResolvedSettings, root: string): SourceReader {
  const place = sourcePlace(source, settings)
  const reader = /^https?:\/\//.test(place)
    ? httpSourceReader(source.name, place)
    : folderSourceReader(source.name, resolve(root, place))
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
