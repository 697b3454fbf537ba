import { normalize } from 'node:path/posix'
import { trackingErrors } from '../errors.ts'

const longestKey = 250

/**
 * A key of a metric, parameter or tag: letters, digits, `_ - . : /` and spaces. Clients may keep it as
 * a path, so it must not lead elsewhere. Throws `loggedValueMissing` or `loggedValueWrong`.
 */
export function parseLoggedKey(key: string, parameter: string): string {
  if (key === '') throw trackingErrors.loggedValueMissing({ parameter })
  const problem = known.has(key) ? undefined : findFault(key)
  if (problem === undefined) {
    remember(key)
    return key
  }
  throw trackingErrors.loggedValueWrong({ parameter, value: JSON.stringify(key), problem })
}

/** Keys come again with each point. */
const known = new Set<string>()
const mostKnown = 10_000

function remember(key: string): void {
  if (known.size >= mostKnown) known.clear()
  known.add(key)
}

function findFault(key: string): string | undefined {
  if (key.length > longestKey) {
    return `'key' exceeds the maximum length of ${longestKey} characters`
  }
  if (!/^[\p{L}\p{M}\p{N}_/\-. :]*$/u.test(key)) {
    return 'Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).'
  }
  const path = normalize(key)
  if (path === key && path !== '.' && !/^(\/|\.\.)|\/$/.test(path)) return undefined
  return `Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to '${path}'`
}

/** What is longer is cut off, as MLflow does it: a run does not fail for the length of a text. */
export const longestParam = 6000
export const longestTag = 8000
