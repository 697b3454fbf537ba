import { isSwellError, messageOf } from '../../base/index.ts'
import { servingErrors } from '../errors.ts'

/** Runs a function of a service's definition. What it throws becomes `processingFailed`; what it refuses stays. */
export function runFunction<Result>(
  { name: service }: { readonly name: string },
  part: string,
  run: () => Result,
): Result {
  try {
    return run()
  } catch (error) {
    if (isSwellError(error)) throw error
    throw servingErrors.processingFailed(
      { service, part, problem: messageOf(error).replace(/\.$/, '') },
      error,
    )
  }
}
