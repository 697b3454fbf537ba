import { z } from 'zod'
import { defineRoute, type Route } from '../../../api/index.ts'

/** A route of KServe's protocols, which tell errors in their own way. */
export function spoken(route: Omit<Route, 'errors' | 'failure'>): Route {
  return defineRoute({ ...route, failure, errors: [] })
}

const failure = z.strictObject({ error: z.string() })
