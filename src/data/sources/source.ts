import { settingValue, type ResolvedSettings, type Setting } from '../../base/index.ts'
import { dataErrors } from '../errors.ts'

/** Where raw texts come from: a folder (with all its subfolders), or a URL beside an index.txt. */
export interface Source {
  readonly kind: 'source'
  readonly name: string
  readonly description?: string
  readonly from: string | Setting<string>
  /** Only files whose name ends so are read; that of a compression may follow (`.csv.gz`). */
  readonly ending?: string
  /** Of its texts, as the WHATWG names encodings: `latin1`, `utf-16le`. UTF-8 if it is absent. */
  readonly encoding?: string
}

/** Declares a source. Throws `unknownEncoding`. */
export function defineSource(source: Omit<Source, 'kind'>): Source {
  const { name, encoding = 'utf-8' } = source
  if (!isEncoding(encoding)) throw dataErrors.unknownEncoding({ source: name, encoding })
  return Object.freeze({ kind: 'source', ...source })
}

export function sourcePlace(source: Source, settings: ResolvedSettings): string {
  return settingValue(source.from, settings)
}

function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== ''
  } catch {
    return false
  }
}
