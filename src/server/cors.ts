import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** What pages of others may ask for: predictions, and nothing of the dashboard. */
const asked = /^\/(services\/|v1\/|v2(\/|$|\?)|invocations(\?|$))/

/** A day: what browsers keep at most. */
const rememberSeconds = 86_400

/** Lets pages of some origins ask for predictions from a browser. */
export function addCors(app: FastifyInstance, origins: readonly string[]): void {
  app.addHook('onRequest', (request, reply, done) => {
    const origin = allowedOrigin(request, origins)
    if (origin === undefined) return done()
    void reply.headers({
      'access-control-allow-origin': origin,
      'access-control-expose-headers': 'retry-after',
      'cross-origin-resource-policy': 'cross-origin',
      vary: 'origin',
    })
    if (request.method === 'OPTIONS') answerBefore(request, reply)
    else done()
  })
}

/** The page's origin where it is one of those, and asks for what they may; undefined else. */
export function allowedOrigin(
  { url, headers: { origin } }: FastifyRequest,
  origins: readonly string[],
): string | undefined {
  return origin !== undefined && origins.includes(origin) && asked.test(url) ? origin : undefined
}

/** What a browser asks before it asks: which headers and methods it may send. */
function answerBefore({ headers }: FastifyRequest, reply: FastifyReply): void {
  void reply
    .code(204)
    .headers({
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': headers['access-control-request-headers'] ?? 'content-type',
      'access-control-max-age': rememberSeconds,
    })
    .send()
}
