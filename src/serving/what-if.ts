import {
  featureValues,
  type Feature,
  type Features,
  type FeatureValues,
  type View,
} from '../features/index.ts'
import type { Overrides } from './prediction.ts'
import { inputsOf, inputText, isInput, type InputFeature } from './view-inputs.ts'

/** Features set by the asker, in place of what is known. */
export interface WhatIf {
  /** The view with all that its derived features are made of in the open. */
  readonly view: View
  /** The features that can be set: those that are read from groups. */
  readonly settable: ReadonlySet<string>
  /** The features with some set otherwise, and all that is derived from these made anew. */
  apply(
    key: Readonly<Record<string, unknown>>,
    found: FeatureValues,
    overrides: Overrides,
  ): FeatureValues
}

export function prepareWhatIf(view: View): WhatIf {
  const names = inputNames(view)
  const hidden = [...names].filter(([, { name }]) => !Object.hasOwn(view.features, name))
  const open: Features = {
    ...view.features,
    ...Object.fromEntries(hidden.map(([, { name, feature }]) => [name, feature])),
  }
  const byValue = mapFeatures(view.features, names)
  const settable = Object.entries(view.features).flatMap(([name, { kind }]) =>
    kind === 'latest' || kind === 'window' ? [name] : [],
  )
  return {
    view: { ...view, features: open },
    settable: new Set(settable),
    apply(key, found, overrides) {
      const values: Record<string, unknown> = { ...key }
      for (const { name } of names.values()) values[valueColumn(name)] = found[name]
      for (const [name, value] of Object.entries(overrides)) {
        const unknown = view.features[name]?.type === 'text' ? undefined : Number.NaN
        values[valueColumn(representative(view, names, name))] = value ?? unknown
      }
      return featureValues(byValue, {}, values)
    },
  }
}

interface InputName {
  readonly name: string
  readonly feature: Feature
}

/** One name for each input: that of a feature of the view, or one made up for a hidden input. */
function inputNames(view: View): Map<string, InputName> {
  const names = new Map<string, InputName>()
  for (const [name, feature] of Object.entries(view.features)) {
    // What stands for a missing value tells no more whether it was missing.
    if (!isInput(feature) || feature.otherwise !== undefined) continue
    const text = inputText(feature)
    if (!names.has(text)) names.set(text, { name, feature })
  }
  for (const feature of inputsOf(view.features)) {
    const text = inputText(feature)
    if (!names.has(text)) names.set(text, { name: `input ${text}`, feature: bare(feature) })
  }
  return names
}

function bare(feature: InputFeature): Feature {
  const bared: InputFeature & { otherwise?: unknown } = { ...feature }
  delete bared.otherwise
  return bared
}

/** The name under which the value of an overridden feature is looked for. */
function representative(view: View, names: ReadonlyMap<string, InputName>, name: string): string {
  const feature = view.features[name]
  if (feature === undefined || !isInput(feature)) return name
  return names.get(inputText(feature))?.name ?? name
}

/** The features as functions of given values: what was read from elsewhere is taken from the key. */
function mapFeatures(features: Features, names: ReadonlyMap<string, InputName>): Features {
  return Object.fromEntries(
    Object.entries(features).map(([name, feature]): [string, Feature] => {
      if (feature.kind === 'key') return [name, feature]
      if (feature.kind === 'derived') {
        return [name, { ...feature, inputs: mapFeatures(feature.inputs, names) }]
      }
      const own = names.get(inputText(feature))?.name ?? name
      const { type, otherwise } = feature
      const read = { kind: 'key', type, column: valueColumn(own) } as const
      return [name, otherwise === undefined ? read : { ...read, otherwise }]
    }),
  )
}

function valueColumn(name: string): string {
  return `value of ${name}`
}
