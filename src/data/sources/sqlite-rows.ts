import { stat } from 'node:fs/promises'
import { messageOf } from '../../base/index.ts'
import type { EngineRow } from '../../table/index.ts'
import { sourceErrors } from './errors.ts'
import type { Cursor } from './rows-file.ts'
import { sinceQuery } from './since-query.ts'

/** The rows of a query on an SQLite file, one after the other. */
export async function* sqliteRows(
  source: string,
  file: string,
  { query, since }: { readonly query: string; readonly since?: string },
  cursor: Cursor | undefined,
): AsyncGenerator<EngineRow> {
  const failed = (problem: string, error: unknown) =>
    sourceErrors.sourceNotReadable({ source, place: file, problem }, error)
  await stat(file).catch((error: unknown) => {
    throw failed('there is no such file', error)
  })
  const { DatabaseSync } = await import('node:sqlite')
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const statement = database.prepare(sinceQuery(query, since, cursor, '?'))
    statement.setReadBigInts(true)
    yield* statement.iterate(...(cursor === undefined ? [] : [cursor.value]))
  } catch (error) {
    throw failed(messageOf(error), error)
  } finally {
    database.close()
  }
}
