import type { ServiceReply } from '../../api/index.ts'
import { cliErrors } from '../errors.ts'

type Row = Readonly<Record<string, unknown>>

const mostRows = 1000

/**
 * Rows that a service can answer: its known keys one after the other, with the example of each other field that it
 * needs. Throws `loadRowsUnknown` where a key has no known values.
 */
export function chooseRows({ name, fields }: ServiceReply): Row[] {
  let rows: Row[] = [{}]
  for (const { name: field, required, choices, example } of fields) {
    if (!required) continue
    const values = choices ?? (example === null ? [] : [example])
    if (values.length === 0) throw cliErrors.loadRowsUnknown({ service: name, field })
    rows = rows.flatMap((row) => values.map((value) => ({ ...row, [field]: value })))
    rows = rows.slice(0, mostRows)
  }
  return rows
}

/** The bodies of requests of so many rows each, round and round until each row has begun one. */
export function toBodies(rows: readonly Row[], rowsPerRequest: number): Buffer[] {
  const count = Math.ceil(rows.length / rowsPerRequest)
  return Array.from({ length: count }, (_, request) => {
    const own = Array.from(
      { length: rowsPerRequest },
      (_row, at) => rows[(request * rowsPerRequest + at) % rows.length],
    )
    return Buffer.from(JSON.stringify(rowsPerRequest === 1 ? own[0] : { rows: own }))
  })
}
