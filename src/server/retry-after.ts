import { isSwellError } from '../base/index.ts'
import { registryErrors } from '../registry/index.ts'
import { servingErrors } from '../serving/index.ts'

/** In how many seconds one may ask again, where waiting helps. */
export function retryAfter(error: unknown): number | undefined {
  const isBusy = isSwellError(error, servingErrors.tooBusy.code)
  if (isBusy || isSwellError(error, registryErrors.graphStuck.code)) return 1
  if (!isSwellError(error, servingErrors.tooManyRequests.code)) return undefined
  return Math.max(1, Math.ceil(Number(error.details['waitMs']) / 1000))
}
