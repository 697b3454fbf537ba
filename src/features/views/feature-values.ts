import type { Feature, Features } from './feature.ts'
import { storedName } from './view.ts'

/** A number that is not known is NaN, any other value that is not known undefined. */
export type FeatureValues = Readonly<Record<string, unknown>>

/**
 * The features of one row, from the stored values (by `storedName`) and the key. This is the only place
 * where features are computed: training, batch and online all come through here.
 */
export function featureValues(
  features: Features,
  stored: Readonly<Record<string, unknown>>,
  key: Readonly<Record<string, unknown>>,
): FeatureValues {
  return Object.fromEntries(
    Object.entries(features).map(([name, feature]) => [name, valueOf(feature, stored, key)]),
  )
}

function valueOf(
  feature: Feature,
  stored: Readonly<Record<string, unknown>>,
  key: Readonly<Record<string, unknown>>,
): unknown {
  switch (feature.kind) {
    case 'key':
      return orUnknown(feature, key[feature.column])
    case 'latest':
      return orUnknown(feature, stored[storedName(feature)])
    case 'window': {
      // No row in the window is a count of nought, not an unknown count.
      const value = stored[storedName(feature)]
      return value === undefined && feature.function === 'count' ? 0 : orUnknown(feature, value)
    }
    case 'derived': {
      // The inputs' types were checked against the function where it was declared.
      const value = feature.compute(featureValues(feature.inputs, stored, key) as never)
      // The logarithm of 0 and the like: no learner can find a middle between it and a number.
      return Number.isFinite(value) ? value : Number.NaN
    }
  }
}

function orUnknown(feature: Feature, value: unknown): unknown {
  if (feature.type === 'text') return value
  if (typeof value === 'boolean') return Number(value)
  if (value instanceof Date) return value.getTime()
  return typeof value === 'number' ? value : Number.NaN
}
