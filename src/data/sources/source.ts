import {
  secretName,
  secretValue,
  settingValue,
  type Duration,
  type Environment,
  type ResolvedSettings,
  type Secret,
  type Setting,
} from '../../base/index.ts'
import { sourceErrors } from './errors.ts'
import type { EngineRow } from '../../table/index.ts'

/** Where raw rows come from. */
export interface Source {
  readonly kind: 'source'
  readonly name: string
  readonly description?: string
  /** A file, a folder with all its subfolders, a glob or a URL; or what another kind of source needs. */
  readonly from: string | Setting<string> | Origin
  /** Only files whose name ends so are read; that of a compression may follow (`.csv.gz`). */
  readonly ending?: string
  /** Of its texts, as the WHATWG names encodings: `latin1`, `utf-16le`. UTF-8 if it is absent. */
  readonly encoding?: string
}

export type Origin = HttpOrigin | PostgresOrigin | SqliteOrigin | RowsOrigin | FilesOrigin

/** A text, or several one after the other of which some are secret: `['Bearer ', secret('TOKEN')]`. */
export type MaybeSecret = string | Secret | readonly (string | Secret)[]

export interface HttpOrigin {
  readonly kind: 'http'
  /** Of a file; or of a folder that has an index.txt with one name a line. */
  readonly url: string | Setting<string> | Secret
  readonly headers?: Readonly<Record<string, MaybeSecret>>
  /** Of the content of a single file as it comes: another one is refused. */
  readonly sha256?: string
  /** How large a file may be; 2 GB if it is absent. */
  readonly maxBytes?: number
  /** How long nothing may come; a minute if it is absent. */
  readonly timeout?: Duration
  readonly retry?: Retry
}

export interface Retry {
  /** How often a file is asked for; 5 times if it is absent. */
  readonly tries?: number
  /** Answers after which it is asked for again: 408, 425, 429, 500, 502, 503 and 504 if they are absent. */
  readonly statuses?: readonly number[]
  /** How long to wait before the second time; twice as long before each that follows. A second if absent. */
  readonly wait?: Duration
}

/** What a query gives. */
interface QueryOrigin {
  readonly query: string
  /**
   * A column that only grows: each load reads the rows from the greatest value on that it has taken.
   * Without it each load reads all, and takes them if anything has changed.
   */
  readonly since?: string
}

export interface PostgresOrigin extends QueryOrigin {
  readonly kind: 'postgres'
  readonly url: string | Setting<string> | Secret
}

export interface SqliteOrigin extends QueryOrigin {
  readonly kind: 'sqlite'
  readonly file: string | Setting<string>
}

type MaybePromise<Value> = Value | Promise<Value>
export type GivenRows = Iterable<EngineRow> | AsyncIterable<EngineRow>

export interface RowsOrigin {
  readonly kind: 'rows'
  /** Gives rows, at once or one after the other. */
  readonly rows: (at: {
    readonly now: Date
    readonly signal: AbortSignal
  }) => MaybePromise<GivenRows>
  readonly since?: string
}

export interface FilesOrigin {
  readonly kind: 'files'
  /** Tells of files; what they hold is asked for only when it may be new. */
  readonly files: () => MaybePromise<readonly GivenFile[]>
}

export interface GivenFile {
  readonly name: string
  /** Changes when the content may have changed; without it the file is read each time. */
  readonly stamp?: string
  readonly read: () => MaybePromise<string | Uint8Array>
}

/** Declares a source. Throws `unknownEncoding`. */
export function defineSource(source: Omit<Source, 'kind'>): Source {
  const { name, encoding = 'utf-8' } = source
  if (!isEncoding(encoding)) throw sourceErrors.unknownEncoding({ source: name, encoding })
  return Object.freeze({ kind: 'source', ...source })
}

type About = Pick<Source, 'name' | 'description'>
type AboutFiles = About & Pick<Source, 'ending' | 'encoding'>

/** Files at a URL, with headers, retries and limits of their own. */
export function httpSource(source: AboutFiles & Omit<HttpOrigin, 'kind'>): Source {
  const { url, headers, sha256, maxBytes, timeout, retry, ...about } = source
  const told = { headers, sha256, maxBytes, timeout, retry }
  return defineSource({ ...about, from: { kind: 'http', url, ...withoutAbsent(told) } })
}

/** The rows of a query on PostgreSQL, read by a cursor within one transaction that only reads. */
export function postgresSource(source: About & Omit<PostgresOrigin, 'kind'>): Source {
  const { url, query, since, ...about } = source
  return defineSource({
    ...about,
    from: { kind: 'postgres', url, query, ...withoutAbsent({ since }) },
  })
}

/** The rows of a query on an SQLite file, which is opened to be read only. */
export function sqliteSource(source: About & Omit<SqliteOrigin, 'kind'>): Source {
  const { file, query, since, ...about } = source
  return defineSource({
    ...about,
    from: { kind: 'sqlite', file, query, ...withoutAbsent({ since }) },
  })
}

/** Rows that a function gives. */
export function rowsSource(source: About & Omit<RowsOrigin, 'kind'>): Source {
  const { rows, since, ...about } = source
  return defineSource({ ...about, from: { kind: 'rows', rows, ...withoutAbsent({ since }) } })
}

/** Files that a function gives. */
export function filesSource(source: AboutFiles & Omit<FilesOrigin, 'kind'>): Source {
  const { files, ...about } = source
  return defineSource({ ...about, from: { kind: 'files', files } })
}

/** Where a source is, for people: no secret of it. */
export function sourcePlace({ from }: Source, settings: ResolvedSettings): string {
  if (typeof from === 'string') return from
  switch (from.kind) {
    case 'setting':
      return settingValue(from, settings)
    case 'http':
      return placeOf(from.url, settings)
    case 'postgres':
      return `PostgreSQL at ${placeOf(from.url, settings)}`
    case 'sqlite':
      return settingValue(from.file, settings)
    case 'rows':
    case 'files':
      return 'a function of the project'
  }
}

function placeOf(url: string | Setting<string> | Secret, settings: ResolvedSettings): string {
  if (typeof url === 'string') return url
  return url.kind === 'secret' ? `the secret ${secretName(url)}` : settingValue(url, settings)
}

/** The text behind a setting, a secret or several of them. Throws `base.secretMissing`. */
export function toldText(
  given: MaybeSecret | Setting<string>,
  at: { readonly settings: ResolvedSettings; readonly environment: Environment },
): string {
  if (typeof given === 'string') return given
  if (!('kind' in given)) return given.map((part) => secretValue(part, at.environment)).join('')
  if (given.kind === 'setting') return settingValue(given, at.settings)
  return secretValue(given, at.environment)
}

function withoutAbsent<Told extends object>(told: Told) {
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) as {
    readonly [Name in keyof Told]?: Exclude<Told[Name], undefined>
  }
}

function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== ''
  } catch {
    return false
  }
}
