import type { DerivedFeature, Feature, Features } from './feature.ts'
import { storedName } from './stored-features.ts'

/** A number that is not known is NaN, any other value that is not known undefined. */
export type FeatureValues = Readonly<Record<string, unknown>>

type Values = Readonly<Record<string, unknown>>

/**
 * The features of one row, from the stored values (by `storedName`), the key and what came with the
 * request. This is the only place where features are computed: training, batch and online all come
 * through here.
 */
export function featureValues(
  features: Features,
  stored: Values,
  key: Values,
  request: Values = {},
): FeatureValues {
  return Object.fromEntries(
    Object.entries(features).map(([name, feature]) => {
      const value = valueOf(feature, stored, key, request)
      return [name, isKnown(value) ? value : (feature.otherwise ?? value)]
    }),
  )
}

function isKnown(value: unknown): boolean {
  return value !== undefined && !Number.isNaN(value)
}

function valueOf(feature: Feature, stored: Values, key: Values, request: Values): unknown {
  switch (feature.kind) {
    case 'key':
      return orUnknown(feature, key[feature.column])
    case 'request':
      return orUnknown(feature, request[feature.column])
    case 'latest':
      return orUnknown(feature, stored[storedName(feature)])
    case 'window': {
      // No row in the window is a count of nought, not an unknown count.
      const value = stored[storedName(feature)]
      const isCount = feature.function === 'count' || feature.function === 'distinct'
      return isCount ? (value ?? 0) : orUnknown(feature, value)
    }
    case 'derived':
      // The inputs' types were checked against the function where it was declared.
      return derivedValue(
        feature,
        feature.compute(featureValues(feature.inputs, stored, key, request) as never),
      )
  }
}

function derivedValue({ type }: DerivedFeature, value: unknown): unknown {
  if (type !== 'float') return orUnknown({ type }, value)
  // The logarithm of 0 and the like: no learner can find a middle between it and a number.
  return Number.isFinite(value) ? value : Number.NaN
}

function orUnknown({ type }: Pick<Feature, 'type'>, value: unknown): unknown {
  if (type === 'text') return value ?? undefined
  if (typeof value === 'boolean') return Number(value)
  if (value instanceof Date) return value.getTime()
  return typeof value === 'number' ? value : Number.NaN
}
