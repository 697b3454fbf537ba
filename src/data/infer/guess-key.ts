import type { EngineRow } from '../../table/index.ts'
import type { InferredColumn, InferredTable } from './inferred-table.ts'

const keyName =
  /(^|[^a-z])(id|key|code|no|number|uuid|name)([^a-z]|$)|(Id|Key|Code|Number|Name|No)$/

/** The columns that, with the time, tell all rows apart: one that is called so first, or two. */
export function guessKey(
  columns: readonly InferredColumn[],
  sample: readonly EngineRow[],
  time: InferredColumn | undefined,
): Pick<InferredTable, 'key' | 'isKeyUnique'> {
  const possible = columns
    .filter(({ type, isOptional }) => !isOptional && (type === 'text' || type === 'integer'))
    .toSorted((a, b) => rank(a) - rank(b))
  const moment = time === undefined ? [] : [time]
  const one = possible.find((column) => areApart(sample, [column, ...moment]))
  if (one !== undefined) return { key: [one.name], isKeyUnique: true }
  const [first] = possible
  for (const [at, a] of possible.slice(0, 8).entries()) {
    const b = possible
      .slice(at + 1, at + 8)
      .find((other) => areApart(sample, [a, other, ...moment]))
    if (b !== undefined) return { key: [a.name, b.name], isKeyUnique: true }
  }
  const any = first ?? columns.find(({ isOptional, name }) => !isOptional && name !== time?.name)
  return { key: [(any ?? columns[0])?.name ?? 'key'], isKeyUnique: false }
}

function rank({ name, type }: InferredColumn): number {
  return (keyName.test(name) ? 0 : 2) + (type === 'text' ? 0 : 1)
}

function areApart(sample: readonly EngineRow[], columns: readonly InferredColumn[]): boolean {
  const seen = new Set<string>()
  for (const row of sample) {
    const key = JSON.stringify(columns.map(({ fileName }) => writeValue(row[fileName])))
    if (seen.has(key)) return false
    seen.add(key)
  }
  return true
}

function writeValue(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() : value
}
