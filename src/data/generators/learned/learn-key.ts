import type { ColumnType } from '../../../table/index.ts'
import type { LearnedKey } from './learned-generator.ts'

const uuidPattern = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/**
 * A key's form, if the column is one: no value twice and none missing, and texts of one form, or whole
 * numbers that stand close together or whose name says so. A column that was named a key is one anyway.
 */
export function learnKey(
  { name, type }: { readonly name: string; readonly type: ColumnType },
  values: readonly unknown[],
  isNamed: boolean,
): LearnedKey | undefined {
  const isKey = isNamed || looksLikeKey(name, type, values)
  if (!isKey) return undefined
  if (type !== 'text') return { kind: 'key', form: 'number' }
  const texts = values.filter((value) => typeof value === 'string')
  if (texts.every((text) => uuidPattern.test(text))) return { kind: 'key', form: 'uuid' }
  const [, prefix = '', number = ''] = numbered.exec(texts[0] ?? '') ?? []
  const isShared = texts.every((text) => text.startsWith(prefix))
  const longest = Math.max(number.length, String(texts.length).length)
  return { kind: 'key', form: 'text', prefix: isShared ? prefix : '', digits: longest }
}

const numbered = /^(.*?)(\d+)$/

/** Fewer rows say nothing of whether a value may come twice. */
const fewest = 20

function looksLikeKey(name: string, type: ColumnType, values: readonly unknown[]): boolean {
  const isWhole = values.length >= fewest && values.every((value) => value !== undefined)
  if (!isWhole || new Set(values).size < values.length) return false
  if (type === 'text') return hasOneForm(values.map(String))
  if (type !== 'integer') return false
  const numbers = values.map(Number)
  const spread = numbers.reduce((a, b) => Math.max(a, b)) - numbers.reduce((a, b) => Math.min(a, b))
  return spread < 2 * numbers.length || /(^|_|[a-z])(id|key|no|number)$/i.test(name)
}

function hasOneForm(texts: readonly string[]): boolean {
  const form = (text: string) =>
    uuidPattern.test(text) ? 'uuid' : (numbered.exec(text)?.[1] ?? undefined)
  const first = form(texts[0] ?? '')
  return first !== undefined && texts.every((text) => form(text) === first)
}
