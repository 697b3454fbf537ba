import { pipelinesErrors } from '../errors.ts'
import type { OutputKind, OutputKinds, OutputPlace } from './output-kind.ts'

/**
 * Stores what a step gave for each of its outputs. Throws `pipelines.outputMissing` or
 * `pipelines.outputUnknown` where that is less or more than it declares.
 */
export async function storeOutputs(
  kinds: OutputKinds,
  given: unknown,
  place: Omit<OutputPlace, 'output'>,
): Promise<Readonly<Record<string, unknown>>> {
  const { step } = place
  const all = (typeof given === 'object' && given !== null ? given : {}) as Readonly<
    Record<string, unknown>
  >
  const unknown = Object.keys(all).find((name) => !Object.hasOwn(kinds, name))
  if (unknown !== undefined) {
    throw pipelinesErrors.outputUnknown({ step, output: unknown, known: Object.keys(kinds) })
  }
  const stored: Record<string, unknown> = {}
  for (const [output, kind] of Object.entries(kinds)) {
    const value = all[output]
    if (value === undefined) {
      throw pipelinesErrors.outputMissing({ step, output, wanted: `a value of kind ${kind.kind}` })
    }
    // What is not of the kind is refused by it.
    const { store } = kind as OutputKind<unknown, unknown>
    stored[output] = await store(value, { ...place, output })
  }
  return stored
}
