import { storedFeatures, type View } from '../features/index.ts'
import type { Overrides } from './prediction.ts'

/** The features of a view that are read from groups, or made of such. */
export function knownFeatures({ features }: View): readonly string[] {
  return Object.entries(features).flatMap(([name, feature]) =>
    storedFeatures({ [name]: feature }).size > 0 ? [name] : [],
  )
}

/**
 * What a prediction was made without: all that groups should know, where they have no row of its key in reach.
 * Undefined where one of them has, or the asker has set what is missing.
 */
export function missingFeatures(
  known: readonly string[],
  newest: Readonly<Record<string, Date>>,
  overrides: Overrides | undefined,
): readonly string[] | undefined {
  const isBlind = known.length > 0 && Object.keys(newest).length === 0 && overrides === undefined
  return isBlind ? known : undefined
}
