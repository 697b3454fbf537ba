import { messageOf } from '../../base/index.ts'
import type { EngineRow } from '../../table/index.ts'
import { sourceErrors } from './errors.ts'
import type { Cursor } from './rows-file.ts'
import { sinceQuery } from './since-query.ts'

const rowsAtOnce = 5000
const connectWithinMs = 30_000

/** PostgreSQL's numbers of types that JSON has as well; all others come as texts. */
const plainTypes: Readonly<Record<number, (text: string) => unknown>> = {
  16: (text) => text === 't',
  20: (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : text),
  21: Number,
  23: Number,
  26: Number,
  700: Number,
  701: Number,
  114: (text) => JSON.parse(text) as unknown,
  3802: (text) => JSON.parse(text) as unknown,
  // `2026-03-01 12:00:00+00` lacks the minutes of its zone.
  1184: (text) => text.replace(/([+-]\d\d)$/, '$1:00'),
}

/**
 * The rows of a query on PostgreSQL, fetched by a cursor within one transaction that only reads, so that
 * they are of one moment and never all in memory. `place` is the address without its secrets.
 */
export async function* postgresRows(
  source: string,
  { url, place }: { readonly url: string; readonly place: string },
  { query, since }: { readonly query: string; readonly since?: string },
  cursor: Cursor | undefined,
): AsyncGenerator<EngineRow> {
  const { Client } = await import('pg').then((loaded) => loaded.default)
  const failed = (error: unknown) =>
    sourceErrors.sourceNotReadable({ source, place, problem: problemOf(error, url) })
  const client = openClient()

  function openClient() {
    try {
      return new Client({
        connectionString: url,
        connectionTimeoutMillis: connectWithinMs,
        application_name: 'groundswell',
        types: { getTypeParser: (oid: number) => plainTypes[oid] ?? String },
      })
    } catch (error) {
      throw failed(error)
    }
  }

  // The server may end the connection at any time; whoever waits for an answer hears of it.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query(
      "set timezone = 'UTC'; set datestyle = 'ISO'; set intervalstyle = 'iso_8601'",
    )
    await client.query('begin transaction isolation level repeatable read, read only')
    const values = cursor === undefined ? [] : [cursor.value]
    const text = sinceQuery(query, since, cursor, '$1')
    await client.query(`declare swell_rows no scroll cursor for ${text}`, values)
    for (;;) {
      const { rows } = await client.query<EngineRow>(`fetch ${rowsAtOnce} from swell_rows`)
      yield* rows
      if (rows.length < rowsAtOnce) break
    }
    await client.query('commit')
  } catch (error) {
    throw failed(error)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Without the address, which holds a password: it may stand in a message of the driver. */
function problemOf(error: unknown, url: string): string {
  const inner = error instanceof AggregateError ? (error.errors[0] as unknown) : error
  return messageOf(inner).replaceAll(url, '…')
}
