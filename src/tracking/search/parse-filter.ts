import { trackingErrors } from '../errors.ts'
import {
  nullOperators,
  numberOperators,
  textOperators,
  type Comparison,
  type Filter,
  type FilterOperator,
  type Searchable,
  type SearchField,
} from './filter.ts'
import { readFilterTokens, type FilterToken } from './filter-tokens.ts'
import { readSearchField } from './search-field.ts'

/** How deep parentheses and NOTs may lie in each other. */
const deepest = 100

/**
 * Reads MLflow's filter grammar, and what it lacks: OR, NOT and parentheses, of which NOT binds closest
 * and OR least. An empty filter is undefined. Throws `filterNotReadable`, `searchKeyNotKnown` or
 * `searchValueWrong`.
 */
export function parseFilter(filter: string, searchable: Searchable): Filter | undefined {
  const tokens = readFilterTokens(filter)
  if (tokens.length === 0) return undefined
  let at = 0
  let depth = 0

  function fail(problem: string): never {
    throw trackingErrors.filterNotReadable({ filter, problem })
  }

  function takeWord(word: string): boolean {
    const token = tokens[at]
    if (token?.kind !== 'word' || token.text.toUpperCase() !== word) return false
    at += 1
    return true
  }

  function takeMark(mark: string): boolean {
    const token = tokens[at]
    if (token?.kind !== 'mark' || token.text !== mark) return false
    at += 1
    return true
  }

  function readAny(): Filter {
    const parts = [readAll()]
    while (takeWord('OR')) parts.push(readAll())
    const [only] = parts
    return parts.length === 1 && only !== undefined ? only : { kind: 'any', parts }
  }

  function readAll(): Filter {
    const parts = [readOne()]
    while (takeWord('AND')) parts.push(readOne())
    const [only] = parts
    return parts.length === 1 && only !== undefined ? only : { kind: 'all', parts }
  }

  function readOne(): Filter {
    depth += 1
    if (depth > deepest) fail(`it lies in itself more than ${deepest} times`)
    const found = readInner()
    depth -= 1
    return found
  }

  function readInner(): Filter {
    if (takeWord('NOT')) return { kind: 'not', part: readOne() }
    if (!takeMark('(')) return readComparison()
    const inner = readAny()
    if (!takeMark(')')) fail('a parenthesis is not closed')
    return inner
  }

  function readComparison(): Comparison {
    const { field, count } = readSearchField(tokens.slice(at, at + 2), searchable, filter)
    at += count
    const operator = readOperator()
    if (nullOperators.some((one) => one === operator)) {
      if (field.entity === 'tag' || field.entity === 'param') {
        return { kind: 'comparison', field, operator }
      }
      fail(`IS NULL / IS NOT NULL is only supported for tags and params, not for ${nameOf(field)}`)
    }
    const isList = operator === 'IN' || operator === 'NOT IN'
    const value = isList ? readList(field) : readValue(field)
    assertFits(field, operator, searchable)
    return { kind: 'comparison', field, operator, value }
  }

  function readOperator(): FilterOperator {
    const token = tokens[at]
    if (token?.kind === 'operator') {
      at += 1
      return token.text as FilterOperator
    }
    for (const word of ['LIKE', 'ILIKE', 'IN'] as const) if (takeWord(word)) return word
    if (takeWord('NOT')) return takeWord('IN') ? 'NOT IN' : fail('NOT is followed by no IN')
    if (takeWord('IS')) {
      const operator = takeWord('NOT') ? 'IS NOT NULL' : 'IS NULL'
      return takeWord('NULL') ? operator : fail('IS is followed by no NULL')
    }
    return fail(
      token === undefined
        ? 'it ends where a comparison such as = was expected'
        : `"${token.text}" stands where a comparison such as = was expected`,
    )
  }

  function readValue(field: SearchField): number | string {
    const token = tokens[at]
    at += 1
    return isNumber(field, searchable) ? readNumber(field, token) : readText(field, token)
  }

  function readList(field: SearchField): readonly string[] {
    if (!takeMark('(')) fail('a list in parentheses was expected')
    const values: string[] = []
    do {
      values.push(readText(field, tokens[at]))
      at += 1
    } while (takeMark(','))
    if (!takeMark(')')) fail('a list is not closed')
    return values
  }

  const parsed = readAny()
  const rest = tokens[at]
  if (rest !== undefined) fail(`"${filter.slice(rest.start)}" was not expected`)
  return parsed
}

function isNumber({ entity, key }: SearchField, { attributes }: Searchable): boolean {
  if (entity === 'metric') return true
  return entity === 'attribute' && findAttribute(key, attributes)?.type === 'number'
}

function findAttribute(name: string, attributes: Searchable['attributes']) {
  return Object.values(attributes).find((one) => one.name === name)
}

function readNumber(field: SearchField, token: FilterToken | undefined): number {
  const value = token?.kind === 'word' ? Number(token.text) : Number.NaN
  if (Number.isFinite(value)) return value
  throw trackingErrors.searchValueWrong({
    problem: `Expected numeric value type for ${nameOf(field)}. Found ${token?.text ?? 'nothing'}`,
  })
}

function readText(field: SearchField, token: FilterToken | undefined): string {
  if (token?.kind === 'quoted' && token.quote !== '`') return token.text
  throw trackingErrors.searchValueWrong({
    problem: `Expected a quoted string value for ${nameOf(field)} (e.g. 'my-value'). Got value ${token?.text ?? 'nothing'}`,
  })
}

function assertFits(field: SearchField, operator: FilterOperator, searchable: Searchable): void {
  const fitting: readonly string[] = isNumber(field, searchable) ? numberOperators : textOperators
  if (!fitting.includes(operator)) {
    throw trackingErrors.searchValueWrong({
      problem: `Invalid comparator '${operator}' for ${nameOf(field)}: not one of '${fitting.join("', '")}'`,
    })
  }
}

function nameOf({ entity, key }: SearchField): string {
  return `${entity} '${key}'`
}
