import { problemReply, routes, type Route, type Routes } from '../api/index.ts'
import { ApiProblem } from './api-problem.ts'
import type { CallInput, CallReply } from './call-input.ts'
import { clientErrors } from './errors.ts'

export interface CallOptions {
  readonly signal?: AbortSignal
  /** Sent as `Authorization: Bearer …`. */
  readonly token?: string
}

type Call<R extends Route> = (
  ...args: Record<never, never> extends CallInput<R>
    ? [input?: CallInput<R>, options?: CallOptions]
    : [input: CallInput<R>, options?: CallOptions]
) => Promise<CallReply<R>>

/** One method per route of the contract, by the route's name. */
export type Client = { readonly [Name in keyof Routes]: Call<Routes[Name]> }

/** A client of the server at `baseUrl`; an empty one means the page's own server. Throws `ApiProblem`. */
export function createClient(baseUrl: string, fetchIt: typeof fetch = fetch): Client {
  const base = baseUrl.replace(/\/$/, '')
  const calls = Object.entries<Route>(routes).map(([name, route]) => [
    name,
    (input: LooseInput = {}, options: CallOptions = {}) =>
      callRoute(route, input, (path, init) => send(base + path, init, options, fetchIt)),
  ])
  return Object.freeze(Object.fromEntries(calls)) as Client
}

type QueryValue = string | number | boolean | undefined

interface LooseInput {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, QueryValue>>
  readonly body?: unknown
}

type Send = (path: string, init: RequestInit) => Promise<{ address: string; json: unknown }>

async function callRoute(route: Route, input: LooseInput, sendIt: Send): Promise<unknown> {
  const path = pathOf(route, input.params ?? {}) + searchOf(input.query ?? {})
  const { address, json } = await sendIt(path, {
    method: route.method,
    headers: { accept: 'application/json', ...(route.body && { 'content-type': jsonType }) },
    ...(route.body && { body: JSON.stringify(input.body ?? {}) }),
  })
  const reply = route.reply.safeParse(json)
  if (reply.success) return reply.data
  const place = reply.error.issues[0]?.path ?? []
  const where = place.length === 0 ? 'its top' : place.join('.')
  throw ownProblem('replyNotAsAgreed', { address, where, status: 0 }, reply.error)
}

const jsonType = 'application/json'

async function send(
  address: string,
  init: RequestInit,
  { signal, token }: CallOptions,
  fetchIt: typeof fetch,
) {
  const own = {
    ...init,
    ...(signal === undefined ? {} : { signal }),
    ...(token === undefined ? {} : { headers: withToken(init.headers, token) }),
  }
  const response = await reach(address, own, fetchIt)
  const json = await readJson(response)
  if (response.ok) return { address, json }
  const problem = problemReply.safeParse(json)
  if (problem.success) throw new ApiProblem(problem.data)
  throw ownProblem('notAProblem', { address, status: response.status, where: '' })
}

function withToken(own: RequestInit['headers'], token: string): Headers {
  const headers = new Headers(own)
  headers.set('authorization', `Bearer ${token}`)
  return headers
}

async function reach(address: string, init: RequestInit, fetchIt: typeof fetch) {
  try {
    return await fetchIt(address, init)
  } catch (cause) {
    if (init.signal?.aborted === true) throw cause
    throw ownProblem('serverNotReached', { address, status: 0, where: '' }, cause)
  }
}

/** Undefined for what is not JSON: a proxy's page, a torn answer. The schemas refuse it then. */
async function readJson(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function ownProblem(
  name: keyof typeof clientErrors,
  details: { address: string; status: number; where: string },
  cause?: unknown,
) {
  const { code, title, hint, detail } = clientErrors[name]
  return new ApiProblem(
    { status: details.status, code, title, hint, detail: detail(details) },
    cause,
  )
}

function pathOf(route: Route, params: Readonly<Record<string, unknown>>): string {
  return route.path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  )
}

function searchOf(query: Readonly<Record<string, QueryValue>>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.append(name, String(value))
  }
  return search.size === 0 ? '' : `?${search.toString()}`
}
