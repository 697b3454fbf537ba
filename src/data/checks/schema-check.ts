import type { Columns, ColumnType } from '../../table/index.ts'
import type { FoundColumn, SchemaCheck } from './check.ts'

/** What the engine calls the types whose values a column of ours can hold. */
const engineTypes: Readonly<Record<ColumnType, RegExp>> = {
  text: /^(VARCHAR|UUID|ENUM.*)$/,
  float: /^(DOUBLE|FLOAT|DECIMAL.*|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?)$/,
  integer: /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/,
  boolean: /^BOOLEAN$/,
  timestamp: /^(TIMESTAMP.*|DATE)$/,
}

/**
 * The table has exactly the declared columns, by name, in their order, with types that fit. Without
 * `anyOrder: true` an order that differs breaks it.
 */
export function exactSchema(options: { readonly anyOrder?: boolean } = {}): SchemaCheck {
  const { anyOrder = false } = options
  const name = `columns are as declared${anyOrder ? ', in any order' : ', in order'}`
  return Object.freeze<SchemaCheck>({
    kind: 'schema',
    name,
    sentence: () => name,
    severity: 'refuse',
    columns: [],
    judge: (found, declared) => {
      const faults = schemaFaults(found, declared, anyOrder)
      const named = found.map((column) => column.name).join(', ')
      return {
        holds: faults.length === 0,
        found: faults.length === 0 ? named : faults.join('; '),
        failedCount: 0,
      }
    },
  })
}

function schemaFaults(
  found: readonly FoundColumn[],
  declared: Columns,
  anyOrder: boolean,
): string[] {
  const names = Object.keys(declared)
  const foundNames = found.map((column) => column.name)
  const faults = [
    ...names.filter((name) => !foundNames.includes(name)).map((name) => `${name} is missing`),
    ...foundNames.filter((name) => !names.includes(name)).map((name) => `${name} is not declared`),
    ...found.flatMap(({ name, type }) => {
      const column = declared[name]
      if (column === undefined || type === undefined) return []
      if (engineTypes[column.type].test(type)) return []
      return [`${name} is ${type.toLowerCase()}, not ${column.type}`]
    }),
  ]
  if (faults.length > 0 || anyOrder) return faults
  return names.every((name, at) => foundNames[at] === name)
    ? []
    : [`the order is ${foundNames.join(', ')}`]
}
