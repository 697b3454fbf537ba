import type { ProblemReply } from '../api/index.ts'
import {
  isSwellError,
  maskSecrets,
  maskSecretsIn,
  type ErrorKind,
  type SwellError,
} from '../base/index.ts'
import { registryErrors } from '../registry/index.ts'
import { servingErrors } from '../serving/index.ts'
import { accessErrors } from './access/errors.ts'
import { serverErrors } from './errors.ts'

const statuses: Readonly<Record<ErrorKind, number>> = {
  'wrong-use': 400,
  definition: 422,
  'not-found': 404,
  conflict: 409,
  refused: 422,
  outside: 502,
}

/** Where HTTP has a status of its own for it. */
const ownStatuses: Readonly<Record<string, number>> = {
  [serverErrors.bodyTooLarge.code]: 413,
  [serverErrors.bodyTooSlow.code]: 408,
  [servingErrors.tooManyRequests.code]: 429,
  [servingErrors.tooBusy.code]: 503,
  [servingErrors.tooLate.code]: 504,
  [registryErrors.graphStuck.code]: 503,
  // A prediction that can't be kept isn't answered.
  [servingErrors.journalNotWritable.code]: 507,
  [servingErrors.processingFailed.code]: 500,
  [serverErrors.requestFromElsewhere.code]: 403,
  [serverErrors.tokenNotAccepted.code]: 401,
  [accessErrors.keyMissing.code]: 401,
  [accessErrors.keyNotAccepted.code]: 401,
  [accessErrors.keyAllowsLess.code]: 403,
}

const titles: Readonly<Record<ErrorKind, string>> = {
  'wrong-use': 'The request is wrong',
  definition: 'A definition is wrong',
  'not-found': 'Not found',
  conflict: 'Conflict',
  refused: 'Refused',
  outside: 'Something outside failed',
}

/** Details that programs can use: they stand in the problem as members of their own. */
const shownDetails = ['gates', 'field', 'found', 'wanted', 'rowNumber', 'runId'] as const

/** What a request that failed is answered with (RFC 9457). Of a defect it tells nothing. */
export function toProblem(error: unknown, path: string): ProblemReply {
  if (!isSwellError(error)) return defect(path)
  const { kind, code, message, hint } = error
  return {
    type: `/docs/errors#${code}`,
    title: titles[kind],
    status: ownStatuses[code] ?? statuses[kind],
    detail: maskSecrets(message),
    code,
    ...(hint === undefined ? {} : { hint: maskSecrets(hint) }),
    instance: path,
    ...detailsOf(error),
  }
}

function detailsOf({ details }: SwellError): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    shownDetails.flatMap((name) => {
      const value = details[name]
      return value === undefined ? [] : [[name, maskSecretsIn(value)] as const]
    }),
  )
}

function defect(path: string): ProblemReply {
  return {
    type: '/docs/errors#unexpected',
    title: 'A defect of ours',
    status: 500,
    detail: 'Something went wrong that we had not foreseen; the log of the server has more.',
    code: 'unexpected',
    instance: path,
  }
}
