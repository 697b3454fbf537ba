import { servingErrors } from '../errors.ts'
import { isKeyless, newKey } from '../keyless.ts'
import { keyColumns } from '../predictions-group.ts'
import { parseMomentOf, parseTold, show } from '../request-row.ts'
import type { Columns } from '../../table/index.ts'
import type { ComposedService } from './composed-service.ts'
import type { Prepare } from './composition.ts'
import { RowRefused } from './refuse-row.ts'
import { runFunction } from './run-function.ts'
import { partsOf } from './service-parts.ts'

type Row = Readonly<Record<string, unknown>>

/** A row as it was asked, and as the models read it. */
export interface PreparedRow {
  readonly asked: Row
  readonly row: Row
}

/**
 * Makes of the rows of a request those that the models read. Throws `rowDoesNotFit`, `unknownField`, or
 * `processingFailed`.
 */
export function rowPreparer(
  service: ComposedService,
  columns: Columns,
): (row: Row, rowNumber: number, now: Date) => PreparedRow {
  const { model, prepare, chain = {} } = service
  const keys = Object.entries(isKeyless(model.view) ? keyColumns(model) : {})
  const others = partsOf(service).flatMap((part) =>
    Object.entries(part.model.view.request).filter(([name]) => !Object.hasOwn(chain, name)),
  )
  const known = Object.keys(columns)

  return (row, rowNumber, now) => {
    const fed = Object.keys(chain).find((name) => name in row && !known.includes(name))
    if (fed !== undefined) throw tells(fed, row[fed], rowNumber)
    const key = Object.fromEntries(
      keys.map(([name, column]) => [name, row[name] ?? newKey(column, rowNumber, now)]),
    )
    if (prepare === undefined) {
      for (const [name, column] of others) parseTold(column, name, row[name], rowNumber)
      return { asked: row, row: { ...row, ...key } }
    }
    const asked = parseAsked(prepare, row, rowNumber)
    const rest = Object.entries(row).filter(([name]) => !Object.hasOwn(prepare.asks, name))
    const own = { ...Object.fromEntries(rest), ...key }
    const at = row['at'] ?? now
    const whole = { ...own, ...asked, at: parseMomentOf(at, 'at', rowNumber) }
    const made = runFunction(service, 'prepare', () => refusing(prepare, whole, rowNumber))
    return { asked, row: { ...own, ...made } }
  }
}

/** The fields that are prepared, each as its column says. */
function parseAsked({ asks }: Prepare, row: Row, rowNumber: number): Row {
  return Object.fromEntries(
    Object.entries(asks).map(([name, column]) => {
      const value = row[name] ?? column.default
      const isAbsent = column.optional && (value === undefined || value === null)
      return [name, isAbsent ? undefined : parseTold(column, name, value, rowNumber)]
    }),
  )
}

/** What the function refuses is the asker's to mend. Throws `rowDoesNotFit`. */
function refusing({ by }: Prepare, row: Row, rowNumber: number): Row {
  try {
    return by(row)
  } catch (error) {
    if (!(error instanceof RowRefused)) throw error
    const { field, wanted } = error
    throw servingErrors.rowDoesNotFit({ rowNumber, field, found: show(row[field]), wanted })
  }
}

function tells(field: string, value: unknown, rowNumber: number) {
  const suggestion = 'Another model of the service tells it.'
  return servingErrors.unknownField({ rowNumber, field, found: show(value), suggestion })
}
