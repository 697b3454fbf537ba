import { isSwellError, type ErrorKind } from '../../base/index.ts'
import { registryErrors } from '../../registry/index.ts'
import { trackingErrors } from '../../tracking/index.ts'
import { accessErrors } from '../access/errors.ts'
import { serverErrors } from '../errors.ts'
import { mlflowErrors } from './errors.ts'

export interface MlflowError {
  readonly status: number
  readonly body: { readonly error_code: string; readonly message: string }
}

/** What clients look at: the code first, then the status. They ask 5xx again, up to seven times. */
const codes: Readonly<Record<ErrorKind, readonly [number, string]>> = {
  'wrong-use': [400, 'INVALID_PARAMETER_VALUE'],
  definition: [400, 'INVALID_PARAMETER_VALUE'],
  refused: [400, 'INVALID_PARAMETER_VALUE'],
  'not-found': [404, 'RESOURCE_DOES_NOT_EXIST'],
  conflict: [409, 'RESOURCE_CONFLICT'],
  outside: [503, 'TEMPORARILY_UNAVAILABLE'],
}

const ownCodes: Readonly<Record<string, readonly [number, string]>> = {
  [trackingErrors.experimentNameTaken.code]: [400, 'RESOURCE_ALREADY_EXISTS'],
  [registryErrors.modelNameTaken.code]: [400, 'RESOURCE_ALREADY_EXISTS'],
  [registryErrors.webhookNameTaken.code]: [400, 'RESOURCE_ALREADY_EXISTS'],
  [mlflowErrors.mlflowEndpointNotFound.code]: [404, 'ENDPOINT_NOT_FOUND'],
  [mlflowErrors.multipartNotOffered.code]: [501, 'NOT_IMPLEMENTED'],
  [serverErrors.requestFromElsewhere.code]: [403, 'PERMISSION_DENIED'],
  [accessErrors.keyMissing.code]: [401, 'UNAUTHENTICATED'],
  [accessErrors.keyNotAccepted.code]: [401, 'UNAUTHENTICATED'],
  [accessErrors.keyAllowsLess.code]: [403, 'PERMISSION_DENIED'],
}

/** A defect tells the asker nothing: the log has it. */
export function toMlflowError(error: unknown): MlflowError {
  if (!isSwellError(error)) {
    const message = 'Something went wrong that we had not foreseen; the log of the server has more.'
    return { status: 500, body: { error_code: 'INTERNAL_ERROR', message } }
  }
  const [status, code] = ownCodes[error.code] ?? codes[error.kind]
  return { status, body: { error_code: code, message: error.message } }
}
