import type { View } from '../../features/index.ts'
import type { Column } from '../../table/index.ts'
import { serverErrors } from '../errors.ts'
import type { OnlineFeaturesBody } from './feast-schemas.ts'

/** The keys that are asked for, and what else came with the request, row by row. */
export interface EntityRows {
  readonly names: readonly string[]
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}

/** Throws `entitiesUneven`, `entityMissing` or `inputNotAsAgreed`. */
export function readEntities(
  views: readonly View[],
  entities: OnlineFeaturesBody['entities'],
): EntityRows {
  const names = Object.keys(entities)
  const columns = Object.assign({}, ...views.map(columnsOf)) as Readonly<Record<string, Column>>
  for (const view of views) {
    const missing = view.label.group.key.find((name) => entities[name] === undefined)
    if (missing !== undefined) throw serverErrors.entityMissing({ view: view.name, key: missing })
  }
  const counts = new Set(Object.values(entities).map((values) => values.length))
  if (counts.size > 1) throw serverErrors.entitiesUneven({ counts: [...counts].join(', ') })
  const [count = 0] = counts
  return {
    names,
    rows: Array.from({ length: count }, (_, at) =>
      Object.fromEntries(
        names.map((name) => [name, readValue(name, columns[name], entities[name]?.[at])]),
      ),
    ),
  }
}

function columnsOf({ label, request }: View): Readonly<Record<string, Column>> {
  const { key, columns } = label.group
  const keys = key.flatMap((name) => {
    const column = columns[name]
    return column === undefined ? [] : [[name, column] as const]
  })
  return { ...Object.fromEntries(keys), ...request }
}

function readValue(name: string, column: Column | undefined, value: unknown): unknown {
  if (column === undefined) return value
  const read = valueOf(column, value)
  if (read !== undefined) return read
  throw serverErrors.inputNotAsAgreed({
    where: 'body',
    field: `entities.${name}`,
    found: JSON.stringify(value) ?? 'nothing',
    wanted: `a value of type ${column.type}`,
  })
}

/** Clients send a whole number as a text at times; the column's own type decides. */
function valueOf({ type }: Column, value: unknown): unknown {
  if (type === 'text') return String(value)
  if (type === 'boolean') return typeof value === 'boolean' ? value : undefined
  if (type === 'timestamp') {
    const moment = new Date(typeof value === 'number' ? value : String(value))
    return Number.isNaN(moment.getTime()) ? undefined : moment
  }
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}
