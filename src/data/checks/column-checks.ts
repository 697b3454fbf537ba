import type { Columns } from '../../table/index.ts'
import type { RowCheck } from './check.ts'
import { inRange, oneOf } from './value-checks.ts'

/** The rules that stand beside the columns: ranges and known values. */
export function columnChecks(columns: Columns): RowCheck[] {
  return Object.entries(columns).flatMap(([name, column]) => {
    const { min, max, oneOf: values } = column
    const range = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }
    return [
      ...(min === undefined && max === undefined ? [] : [inRange(name, range)]),
      ...(values === undefined ? [] : [oneOf(name, values)]),
    ]
  })
}
