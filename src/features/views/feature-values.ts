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
  return readerOf(features)(stored, key, request)
}

type Reader<Value> = (stored: Values, key: Values, request: Values) => Value

/** Definitions never change, so what is to be done with them is found out once for all rows. */
const readers = new WeakMap<Features, Reader<FeatureValues>>()

function readerOf(features: Features): Reader<FeatureValues> {
  let reader = readers.get(features)
  if (reader === undefined) {
    reader = makeReader(features)
    readers.set(features, reader)
  }
  return reader
}

function makeReader(features: Features): Reader<FeatureValues> {
  const parts = Object.entries(features).map(([name, feature]) => ({
    name,
    read: valueReader(feature),
    otherwise: feature.otherwise,
  }))
  return (stored, key, request) => {
    const values: Record<string, unknown> = {}
    for (const { name, read, otherwise } of parts) {
      const value = read(stored, key, request)
      values[name] = isKnown(value) ? value : (otherwise ?? value)
    }
    return values
  }
}

function isKnown(value: unknown): boolean {
  return value !== undefined && !Number.isNaN(value)
}

function valueReader(feature: Feature): Reader<unknown> {
  switch (feature.kind) {
    case 'key':
      return (_stored, key) => orUnknown(feature, key[feature.column])
    case 'request':
      return (_stored, _key, request) => orUnknown(feature, request[feature.column])
    case 'latest': {
      const name = storedName(feature)
      return (stored) => orUnknown(feature, stored[name])
    }
    case 'window': {
      const name = storedName(feature)
      const isCount = feature.function === 'count' || feature.function === 'distinct'
      // No row in the window is a count of nought, not an unknown count.
      return (stored) => (isCount ? (stored[name] ?? 0) : orUnknown(feature, stored[name]))
    }
    case 'derived': {
      const read = readerOf(feature.inputs)
      // The inputs' types were checked against the function where it was declared.
      return (stored, key, request) =>
        derivedValue(feature, feature.compute(read(stored, key, request) as never))
    }
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
