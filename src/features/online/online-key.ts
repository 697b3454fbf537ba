import type { EngineRow } from '../../table/index.ts'
import type { GroupShape } from '../groups/group-shape.ts'

/** A group's key as one text. */
export function onlineKey(group: GroupShape, row: EngineRow): string {
  const [first, second] = group.key
  if (first !== undefined && second === undefined) return String(plain(row[first]))
  return JSON.stringify(group.key.map((name) => plain(row[name])))
}

/** The columns of a key that was made one text. */
export function parseOnlineKey(group: GroupShape, key: string): EngineRow {
  const [first, second] = group.key
  if (first !== undefined && second === undefined) return { [first]: typed(group, first, key) }
  const values = JSON.parse(key) as readonly unknown[]
  return Object.fromEntries(group.key.map((name, at) => [name, typed(group, name, values[at])]))
}

function plain(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value
}

function typed(group: GroupShape, name: string, value: unknown): unknown {
  switch (group.columns[name]?.type) {
    case 'integer':
    case 'float':
      return Number(value)
    case 'boolean':
      return value === true || value === 'true'
    case 'timestamp':
      return new Date(String(value))
    default:
      return value
  }
}
