import type { FastifyError } from 'fastify'
import { problemMediaType } from '../api/index.ts'
import { isSwellError } from '../base/index.ts'
import { secureHeaders } from './page-headers.ts'
import { toProblem } from './problem.ts'
import { retryAfter } from './retry-after.ts'
import type { ServerContext } from './server-context.ts'
import { toOwnError } from './to-own-error.ts'

/** A request of ten thousand rows has some 1 MB. */
export const bodyLimit = 8_000_000

export interface ProblemAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | number>>
  readonly text: string
}

/** What a request is answered whose handling threw; it is counted, and a defect logged. */
export function problemAnswer(
  { project, metrics }: Pick<ServerContext, 'project' | 'metrics'>,
  thrown: unknown,
  { method, path }: { readonly method: string; readonly path: string },
): ProblemAnswer {
  const error = thrown instanceof Error ? toOwnError(thrown as FastifyError, bodyLimit) : thrown
  const problem = toProblem(error, path)
  if (!isSwellError(error)) {
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error)
    project.log.error(`${method} ${path}: ${told}`)
  }
  metrics.countProblem(problem.code)
  const seconds = retryAfter(error)
  return {
    status: problem.status,
    headers: {
      ...secureHeaders,
      'content-type': problemMediaType,
      ...(seconds === undefined ? {} : { 'retry-after': seconds }),
      ...(problem.status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    },
    text: JSON.stringify(problem),
  }
}
