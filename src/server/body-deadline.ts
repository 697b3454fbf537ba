import type { IncomingMessage, ServerResponse } from 'node:http'
import { serverErrors } from './errors.ts'
import { problemAnswer } from './problem-answer.ts'
import type { ServerContext } from './server-context.ts'

export type LimitBodyTime = (request: IncomingMessage, response: ServerResponse) => void

/**
 * Refuses bodies that are not there in time: who sends a byte now and then holds nothing for long. Rows that are
 * answered line by line as they come take as long as they take.
 */
export function bodyDeadline(context: ServerContext, withinMs: number): LimitBodyTime {
  return (request, response) => {
    const { headers, method = '', url = '' } = request
    const length = headers['content-length']
    const hasBody = headers['transfer-encoding'] !== undefined || Number(length ?? 0) > 0
    if (!hasBody || headers['content-type']?.startsWith('application/x-ndjson') === true) return
    const timer = setTimeout(() => {
      if (request.complete || response.headersSent) return
      const error = serverErrors.bodyTooSlow({ withinMs })
      const path = url.split('?', 1)[0] ?? '/'
      const { status, headers: own, text } = problemAnswer(context, error, { method, path })
      response.writeHead(status, { ...own, connection: 'close' })
      response.end(text, () => request.destroy())
    }, withinMs)
    const isOver = () => clearTimeout(timer)
    request.once('end', isOver)
    request.once('close', isOver)
    // What is refused by its length alone is not read to its end.
    response.once('close', isOver)
  }
}
