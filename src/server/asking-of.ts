import type { IncomingHttpHeaders } from 'node:http'
import { digestOfToken } from '../base/index.ts'
import type { Asking } from '../serving/index.ts'
import { bearerToken } from './bearer-token.ts'

/** How long a client waits, in milliseconds: no answer is worked on that nobody takes. */
const timeoutHeader = 'x-timeout-ms'

/** Who asks, as far as a rate is counted by it: the key that it shows, else the address that it comes from. */
export function askingOf(headers: IncomingHttpHeaders, address: string): Asking {
  const key = bearerToken(headers.authorization) ?? headers['x-api-key']?.toString()
  const withinMs = Number(headers[timeoutHeader] ?? Number.NaN)
  return {
    client: key === undefined ? address : digestOfToken(key),
    ...(withinMs > 0 ? { withinMs } : {}),
  }
}
