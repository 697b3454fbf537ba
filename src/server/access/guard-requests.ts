import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isSwellError } from '../../base/index.ts'
import { addLogin, loginPath } from './add-login.ts'
import type { KeyRing } from './key-ring.ts'
import { tokenOf } from './token-of.ts'
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
    try {
      await ring.admit(tokenOf(headers), wanted)
    } catch (error) {
      if (isSwellError(error) && isPerson(request)) return sendToLogin(request, reply)
      throw error
    }
  })
}

/** A browser that goes to a page. */
function isPerson({ method, headers }: FastifyRequest): boolean {
  return method === 'GET' && headers.accept?.includes('text/html') === true
}

function sendToLogin({ url }: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.redirect(`${loginPath}?next=${encodeURIComponent(url)}`, 303)
}
