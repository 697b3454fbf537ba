import { trackingErrors } from '../errors.ts'
import type { Ordering, Searchable } from './filter.ts'
import { readFilterTokens } from './filter-tokens.ts'
import { readSearchField } from './search-field.ts'

/** Reads `metrics.loss DESC`; ascending without a word. Throws `orderNotReadable`, `searchKeyNotKnown`. */
function parseOrdering(order: string, searchable: Searchable): Ordering {
  const tokens = readFilterTokens(order)
  const { field, count } = readSearchField(tokens, searchable, order)
  const [direction, ...more] = tokens.slice(count)
  const word = direction === undefined ? 'ASC' : direction.text.toUpperCase()
  const isDirection = direction === undefined || direction.kind === 'word'
  if (!isDirection || (word !== 'ASC' && word !== 'DESC') || more.length > 0) {
    throw trackingErrors.orderNotReadable({ order })
  }
  if (field.entity === 'dataset') throw trackingErrors.orderNotReadable({ order })
  return { field, isAscending: word === 'ASC' }
}

/** Throws also where one field is named twice. */
export function parseOrderings(
  orders: readonly string[],
  searchable: Searchable,
): readonly Ordering[] {
  const parsed = orders.map((order) => parseOrdering(order, searchable))
  const keys = parsed.map(({ field }) => `${field.entity}.${field.key}`)
  const twice = orders.find((_, at) => keys.indexOf(keys[at] ?? '') < at)
  if (twice !== undefined) throw trackingErrors.orderSaidTwice({ order: twice })
  return parsed
}

/** Cuts `metrics.loss DESC, start_time` where a comma stands outside of quotes. */
export function splitOrderings(text: string): readonly string[] {
  const parts = text.match(/(?:'[^']*'|"[^"]*"|`[^`]*`|[^,'"`])+/g) ?? []
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}
