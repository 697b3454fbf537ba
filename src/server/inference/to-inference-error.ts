import { isSwellError, type ErrorKind } from '../../base/index.ts'
import { servingErrors } from '../../serving/index.ts'
import { accessErrors } from '../access/errors.ts'
import { serverErrors } from '../errors.ts'
import { inferenceErrors } from './errors.ts'

const statuses: Readonly<Record<ErrorKind, number>> = {
  'wrong-use': 400,
  definition: 400,
  refused: 400,
  'not-found': 404,
  conflict: 400,
  outside: 503,
}

const ownStatuses: Readonly<Record<string, number>> = {
  [servingErrors.notReady.code]: 503,
  [servingErrors.tooManyRequests.code]: 429,
  [servingErrors.tooBusy.code]: 503,
  [servingErrors.tooLate.code]: 504,
  [serverErrors.bodyTooLarge.code]: 413,
  [serverErrors.requestFromElsewhere.code]: 403,
  [accessErrors.keyMissing.code]: 401,
  [accessErrors.keyNotAccepted.code]: 401,
  [accessErrors.keyAllowsLess.code]: 403,
  [inferenceErrors.encodingNotRead.code]: 501,
}

/** What clients of the protocol look at: the status, and the text. A defect tells nothing of itself. */
export function toInferenceError(error: unknown): {
  readonly status: number
  readonly message: string
} {
  if (!isSwellError(error)) {
    const message = 'Something went wrong that we had not foreseen; the log of the server has more.'
    return { status: 500, message }
  }
  return { status: ownStatuses[error.code] ?? statuses[error.kind], message: error.message }
}
