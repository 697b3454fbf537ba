import { parseDuration } from '../base/index.ts'
import type { Feature, Features, View } from '../features/index.ts'

export type StoredFeature = Extract<Feature, { readonly kind: 'latest' | 'window' }>

/** The features that are read from groups, inputs of derived ones included; equal ones may come twice. */
export function storedInputs(features: Features): StoredFeature[] {
  return Object.values(features).flatMap((feature) => {
    if (feature.kind === 'derived') return storedInputs(feature.inputs)
    return feature.kind === 'key' ? [] : [feature]
  })
}

/** Equal for features that are read alike. */
export function inputText(feature: StoredFeature): string {
  const { kind, group, column } = feature
  const rest = kind === 'window' ? [feature.length, feature.function] : [feature.within]
  return JSON.stringify([kind, group.name, column, ...rest])
}

/** How far back the windows of a view reach. */
export function longestWindowMs(view: View): number {
  const lengths = storedInputs(view.features).map((feature) =>
    feature.kind === 'window' ? parseDuration(feature.length) : 0,
  )
  return Math.max(0, ...lengths)
}
