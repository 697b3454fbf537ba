import type { FastifyError, FastifyInstance } from 'fastify'
import { isSwellError } from '../../base/index.ts'
import { retryAfter } from '../retry-after.ts'
import type { ServerContext } from '../server-context.ts'
import { toOwnError } from '../to-own-error.ts'
import { toInferenceError } from './to-inference-error.ts'

/** Answers what can't be answered as clients of the protocols expect: a status, and a text. */
export function addInferenceErrors(
  app: FastifyInstance,
  { project, metrics }: ServerContext,
  { limitBytes, toBody }: InferenceErrorOptions,
): void {
  app.setErrorHandler((thrown: FastifyError, request, reply) => {
    const error = toOwnError(thrown, limitBytes)
    const { status, message } = toInferenceError(error)
    if (isSwellError(error)) metrics.countProblem(error.code)
    else project.log.error(`${request.method} ${request.url}: ${thrown.stack ?? thrown.message}`)
    const seconds = retryAfter(error)
    if (seconds !== undefined) void reply.header('retry-after', seconds)
    return reply.code(status).send(toBody(message, status))
  })
}

export interface InferenceErrorOptions {
  readonly limitBytes: number
  readonly toBody: (message: string, status: number) => unknown
}
