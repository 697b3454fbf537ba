import { suggestName } from '../../base/index.ts'
import type { Columns } from '../../table/index.ts'
import { dataErrors } from '../errors.ts'
import type { Check } from './check.ts'

/** Throws `data.checkOfUnknownColumn` for a check that reads what is not declared. */
export function assertCheckColumns(check: Check, columns: Columns): void {
  const unknown = check.columns.find((column) => !Object.hasOwn(columns, column))
  if (unknown === undefined) return
  const suggestion = suggestName(unknown, Object.keys(columns))
  throw dataErrors.checkOfUnknownColumn({ check: check.name, column: unknown, suggestion })
}
