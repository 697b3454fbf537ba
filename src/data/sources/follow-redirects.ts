import { exchange, type HttpAnswer } from '../../storage/index.ts'
import type { HttpRequest } from './http-request.ts'

const mostRedirects = 5

/**
 * Asks for a file with heads of its `own`, wherever it has moved. What is secret is for the server that it
 * was meant for, and no other.
 */
export async function followRedirects(
  request: HttpRequest,
  own: Readonly<Record<string, string>>,
): Promise<HttpAnswer> {
  const { timeoutMs: silenceMs, signal } = request
  let { url } = request
  for (let count = 0; ; count += 1) {
    const isSame = url.origin === request.url.origin
    const headers = { ...(isSame ? request.headers : {}), ...own, 'accept-encoding': 'identity' }
    const answer = await exchange({ method: 'GET', url, headers, silenceMs, signal })
    const to = answer.head('location')
    if (![301, 302, 303, 307, 308].includes(answer.status) || to === undefined) return answer
    answer.leave()
    if (count === mostRedirects) throw new Error(`there are more than ${mostRedirects} redirects`)
    url = new URL(to, url)
  }
}
