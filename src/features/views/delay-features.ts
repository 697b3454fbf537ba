import type { Duration } from '../../base/index.ts'
import type { Feature, Features, Join, LatestFeature } from './feature.ts'

/** The same features, those that say nothing of a delay with this one. */
export function delayFeatures<F extends Features>(features: F, delay: Duration): F {
  const entries = Object.entries(features).map(([name, own]) => [name, delayFeature(own, delay)])
  // The same names with features of the same kinds and types.
  return Object.freeze(Object.fromEntries(entries)) as F
}

function delayFeature<F extends Feature>(feature: F, delay: Duration): F {
  switch (feature.kind) {
    case 'key':
    case 'request':
      return feature
    case 'derived':
      return Object.freeze({ ...feature, inputs: delayFeatures(feature.inputs, delay) })
    case 'latest':
    case 'window':
      return Object.freeze({
        ...feature,
        delay: feature.delay ?? delay,
        ...(feature.on === undefined ? {} : { on: delayJoin(feature.on, delay) }),
      })
  }
}

function delayJoin(on: Join, delay: Duration): Join {
  const entries = Object.entries(on).map(([column, from]): [string, string | LatestFeature] => [
    column,
    typeof from === 'string' ? from : delayFeature(from, delay),
  ])
  return Object.fromEntries(entries)
}
