import { pipelinesErrors } from './errors.ts'
import { findNonJson } from './non-json.ts'

/** What a skipped step would give, so that a first run and a cached one hand on the same. */
export function stored(step: string, output: unknown): unknown {
  if (output === undefined) return undefined
  const nonJson = findNonJson(output)
  if (nonJson !== undefined) throw pipelinesErrors.outputIsNotJson({ step, ...nonJson })
  return JSON.parse(JSON.stringify(output)) as unknown
}
