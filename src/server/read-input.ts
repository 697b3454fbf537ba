import { z } from 'zod'
import type { Route } from '../api/index.ts'
import { suggestName, type SwellError } from '../base/index.ts'
import { bearerToken } from './bearer-token.ts'
import { serverErrors } from './errors.ts'

/** A request as it came in. */
export interface RawInput {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly headers?: { readonly authorization?: string | undefined }
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined

/** What a handler of a route is given. */
export interface RouteInput<R extends Route> {
  readonly params: Parsed<R['params']>
  readonly query: Parsed<R['query']>
  readonly body: Parsed<R['body']>
  /** What came as `Authorization: Bearer …`, where the route wants it. */
  readonly token: string | undefined
}

/** Holds a request to its route. Throws `inputNotAsAgreed` or `unknownInput`. */
export function readInput<R extends Route>(route: R, raw: RawInput): RouteInput<R> {
  const { params, query, body } = route
  const input = {
    params: params === undefined ? undefined : parse('path', params, raw.params),
    query: parse('query', query ?? noQuery, raw.query),
    // A request without a body means one without members.
    body: body === undefined ? undefined : parse('body', body, raw.body ?? {}),
    token: route.isTokenWanted === true ? bearerToken(raw.headers?.authorization) : undefined,
  }
  // Each member was parsed by the route's own schema.
  return input as RouteInput<R>
}

/** Of an address that is in no contract. Throws as `readInput` does. */
export function readQuery<Schema extends z.ZodType>(
  schema: Schema,
  query: unknown,
): z.output<Schema> {
  return parse('query', schema, query) as z.output<Schema>
}

const noQuery = z.strictObject({})

function parse(where: string, schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw issue === undefined ? parsed.error : describeIssue(where, schema, issue, value)
}

function describeIssue(
  where: string,
  schema: z.ZodType,
  issue: z.core.$ZodIssue,
  value: unknown,
): SwellError {
  const at = issue.path.reduce<unknown>((of, name) => memberOf(of, String(name)), value)
  const path = issue.path.map(String).join('.')
  const [unknown] = issue.code === 'unrecognized_keys' ? issue.keys : []
  if (unknown === undefined) {
    const details = { where, field: path, found: show(at), wanted: wantedBy(issue) }
    return serverErrors.inputNotAsAgreed(details)
  }
  const known = path === '' && schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
  const field = path === '' ? unknown : `${path}.${unknown}`
  const found = show(memberOf(at, unknown))
  return serverErrors.unknownInput({ where, field, found, suggestion: suggestName(unknown, known) })
}

function wantedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return articled(issue.expected)
    case 'invalid_value':
      return `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`
    case 'too_small':
      return `at least ${issue.minimum}${unitOf(issue.origin)}`
    case 'too_big':
      return `at most ${issue.maximum}${unitOf(issue.origin)}`
    case 'invalid_format':
      return issue.format === 'datetime' ? 'a moment such as 2026-11-22T12:00:00Z' : issue.format
    default:
      return issue.message
  }
}

function articled(type: string): string {
  if (type === 'int') return 'a whole number'
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`
}

function unitOf(origin: string): string {
  return origin === 'string' ? ' letters long' : origin === 'array' ? ' long' : ''
}

function memberOf(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null && Object.hasOwn(of, name)
    ? (of as Readonly<Record<string, unknown>>)[name]
    : undefined
}

const longestShown = 80

/** A value for a message. */
export function show(value: unknown): string {
  if (value === undefined) return 'missing'
  const text = jsonOf(value)
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? typeof value
  } catch {
    // It is nested so deep that nobody can write it.
    return `${typeof value} of many levels`
  }
}
