import { pipelinesErrors } from '../errors.ts'
import { stored } from '../stored.ts'
import type { OutputKind } from './output-kind.ts'

/** Any plain JSON. */
export function jsonOutput<Value>(): OutputKind<Value, Value> {
  return {
    kind: 'json',
    store: (given, { step, output }) =>
      // It was looked at whether it comes back as it is.
      Promise.resolve(stored(`${step}.${output}`, given) as Value),
  }
}

/** A number, which is a metric of the run as well. */
export function numberOutput(
  limits: { readonly min?: number; readonly max?: number } = {},
): OutputKind<number, number> {
  const { min = -Infinity, max = Infinity } = limits
  return {
    kind: 'number',
    store: (given, { step, output, recordMetric }) => {
      const isNumber = typeof given === 'number' && Number.isFinite(given)
      if (!isNumber || given < min || given > max) {
        const wanted = `a number from ${min} to ${max}`
        throw pipelinesErrors.outputOfWrongKind({ step, output, wanted, found: String(given) })
      }
      recordMetric(output, given)
      return Promise.resolve(given)
    },
  }
}
