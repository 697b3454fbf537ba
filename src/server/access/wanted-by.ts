import type { Wanted } from './scope.ts'

export interface AskedRoute {
  readonly method: string
  /** The pattern of the route: `/services/:name/predict`. */
  readonly route: string
  readonly params: Readonly<Record<string, string | undefined>>
}

/** What everybody may ask: whether the server is there, and the page that asks for a key. */
const open = new Set([
  '/login',
  '/health',
  '/api/v1/health',
  '/v2/health/live',
  '/v2/health/ready',
  '/ping',
  // Has a token of its own.
  '/api/v1/pipelines/:name/events',
])

const inference =
  /^\/(v1|v2)(\/|$)|^\/invocations$|^\/services\/:name\/(predict|forecast|image|invocations|ping)$/

/** What a key must allow for a request; undefined where none is needed. */
export function wantedBy({ method, route, params }: AskedRoute): Wanted | undefined {
  if (open.has(route)) return undefined
  if (route.startsWith('/v2/repository/models/')) return 'write'
  if (inference.test(route)) {
    const { name, model, call } = params
    return { predict: name ?? model ?? call?.replace(/:[^:]*$/, '') }
  }
  if (route === '/get-online-features') return 'read'
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS' ? 'read' : 'write'
}
