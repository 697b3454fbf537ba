import { parseDuration } from '../base/index.ts'
import {
  requestFeatures,
  storedFeatures,
  storedName,
  type Feature,
  type Features,
  type RequestFeature,
  type StoredFeature,
  type View,
} from '../features/index.ts'

/** What a view's values are made of: read from a group, or told by the request. */
export type InputFeature = StoredFeature | RequestFeature

export function isInput(feature: Feature): feature is InputFeature {
  return feature.kind === 'latest' || feature.kind === 'window' || feature.kind === 'request'
}

/** The features that are read from groups or the request, inputs of derived ones included. */
export function inputsOf(features: Features): InputFeature[] {
  return [...storedFeatures(features).values(), ...requestFeatures(features).values()]
}

/** Equal for features that are read alike, whatever stands for a value that is not there. */
export function inputText(feature: InputFeature): string {
  return feature.kind === 'request' ? `request ${feature.column}` : storedName(feature)
}

/** How far back the windows of a view reach. */
export function longestWindowMs(view: View): number {
  const lengths = inputsOf(view.features).map((feature) =>
    feature.kind === 'window' && feature.length !== undefined ? parseDuration(feature.length) : 0,
  )
  return Math.max(0, ...lengths)
}
