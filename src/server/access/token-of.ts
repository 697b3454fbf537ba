import type { IncomingHttpHeaders } from 'node:http'
import { bearerToken } from '../bearer-token.ts'
import { tokenInCookie } from './add-login.ts'

/** The key that a request shows: programs as a bearer or by a header, people by a cookie. */
export function tokenOf(headers: IncomingHttpHeaders): string | undefined {
  const own = headers['x-api-key']
  return (
    bearerToken(headers.authorization) ??
    (typeof own === 'string' ? own : undefined) ??
    tokenInCookie(headers.cookie)
  )
}
