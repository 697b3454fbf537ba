import { trackingErrors } from '../errors.ts'

/** A piece of a filter. `start` is where it begins in the text, `end` where the next one may. */
export interface FilterToken {
  readonly kind: 'word' | 'quoted' | 'operator' | 'mark'
  /** A quoted one without its quotes. */
  readonly text: string
  readonly quote?: string
  readonly start: number
  readonly end: number
}

const patterns = [
  ['quoted', /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`/y],
  ['operator', /!=|>=|<=|=|>|</y],
  ['mark', /[(),]/y],
  ['word', /[^\s=<>!(),'"`;]+/y],
] as const

/** Throws `filterNotReadable`. */
export function readFilterTokens(filter: string): readonly FilterToken[] {
  const tokens: FilterToken[] = []
  const space = /\s*/y
  let at = skip(space, filter, 0)
  while (at < filter.length) {
    const token = readToken(filter, at)
    if (token === undefined) {
      throw trackingErrors.filterNotReadable({
        filter,
        problem: `what begins at ${filter.slice(at)}`,
      })
    }
    tokens.push(token)
    at = skip(space, filter, token.end)
  }
  return tokens
}

function skip(space: RegExp, filter: string, at: number): number {
  space.lastIndex = at
  space.exec(filter)
  return space.lastIndex
}

function readToken(filter: string, start: number): FilterToken | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = start
    const [found] = pattern.exec(filter) ?? []
    if (found === undefined) continue
    const end = start + found.length
    if (kind !== 'quoted') return { kind, text: found, start, end }
    const quote = found.charAt(0)
    const text = found.slice(1, -1).replaceAll(quote + quote, quote)
    return { kind, text, quote, start, end }
  }
  return undefined
}
