import { serverErrors } from './errors.ts'
import { isRecord } from './is-record.ts'
import { show } from './read-input.ts'

type Row = Readonly<Record<string, unknown>>

/** The rows of a body: one, or those of `rows`. Throws `inputNotAsAgreed` or `unknownInput`. */
export function rowsOf(body: unknown): readonly Row[] {
  if (!isRecord(body)) {
    const wanted = 'a row, or an object with "rows"'
    throw serverErrors.inputNotAsAgreed({ where: 'body', field: '', found: show(body), wanted })
  }
  const { rows } = body
  if (rows === undefined) return [body]
  if (!Array.isArray(rows) || rows.length === 0 || !rows.every(isRecord)) {
    const found = Array.isArray(rows) && rows.length === 0 ? 'empty' : show(rows)
    const wanted = 'an array of at least one row, each an object'
    throw serverErrors.inputNotAsAgreed({ where: 'body', field: 'rows', found, wanted })
  }
  const unknown = Object.keys(body).find((name) => name !== 'rows')
  if (unknown === undefined) return rows
  const suggestion = 'Beside "rows" there is nothing.'
  const found = show(body[unknown])
  throw serverErrors.unknownInput({ where: 'body', field: unknown, found, suggestion })
}

/** The rows of a body of JSON. Throws `bodyNotJson` too. */
export function rowsOfText(text: string): readonly Row[] {
  return rowsOf(parseBody(text))
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const problem = 'body is not valid JSON but content-type is set to application/json'
    throw serverErrors.bodyNotJson({ problem }, error)
  }
}
