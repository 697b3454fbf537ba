import type { View } from '../features/index.ts'
import type { ModelVersion } from '../registry/index.ts'

/**
 * A view with what it shares with that which a version has learned from: its training set has no feature that came
 * since, and holds one that is of another type now as it was.
 */
export function learnedView(view: View, { signature }: Pick<ModelVersion, 'signature'>): View {
  const known = signature.inputs.flatMap(({ name, type }) => {
    const feature = view.features[name]
    return feature === undefined ? [] : [[name, { ...feature, type }] as const]
  })
  return { ...view, features: Object.fromEntries(known) }
}
