import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isSwellError } from '../../base/index.ts'
import { bearerToken } from '../bearer-token.ts'
import { addLogin, loginPath, tokenInCookie } from './add-login.ts'
import type { KeyRing } from './key-ring.ts'
import { wantedBy } from './wanted-by.ts'

/** Lets only those in who show a key: programs as a bearer, people by a page that asks for it. */
export function guardRequests(
  app: FastifyInstance,
  ring: KeyRing,
  options: { readonly isEncrypted: boolean },
): void {
  addLogin(app, ring, options)
  app.addHook('onRequest', async (request, reply) => {
    const { method, routeOptions, params, headers } = request
    const wanted = wantedBy({
      method,
      route: routeOptions.url ?? '',
      params: params as Readonly<Record<string, string | undefined>>,
    })
    if (wanted === undefined) return
    const token =
      bearerToken(headers.authorization) ?? apiKeyHeader(request) ?? tokenInCookie(headers.cookie)
    try {
      await ring.admit(token, wanted)
    } catch (error) {
      if (isSwellError(error) && isPerson(request)) return sendToLogin(request, reply)
      void reply.header('www-authenticate', 'Bearer')
      throw error
    }
  })
}

function apiKeyHeader({ headers }: FastifyRequest): string | undefined {
  const header = headers['x-api-key']
  return typeof header === 'string' ? header : undefined
}

/** A browser that goes to a page. */
function isPerson({ method, headers }: FastifyRequest): boolean {
  return method === 'GET' && headers.accept?.includes('text/html') === true
}

function sendToLogin({ url }: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.redirect(`${loginPath}?next=${encodeURIComponent(url)}`, 303)
}
