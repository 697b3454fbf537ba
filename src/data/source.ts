import { settingValue, type ResolvedSettings, type Setting } from '../base/index.ts'

/** Where raw texts come from: a folder (with all its subfolders), or a URL beside an index.txt. */
export interface Source {
  readonly kind: 'source'
  readonly name: string
  readonly description?: string
  readonly from: string | Setting<string>
  /** Only files whose name ends so are read. */
  readonly ending?: string
}

export function defineSource(source: Omit<Source, 'kind'>): Source {
  return Object.freeze({ kind: 'source', ...source })
}

export function sourcePlace(source: Source, settings: ResolvedSettings): string {
  return settingValue(source.from, settings)
}
