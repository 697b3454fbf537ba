import { derive } from '../views/derive.ts'
import type { DerivedFeature, FeatureRow, Features } from '../views/feature.ts'

/** A ready-made derived feature. Its settings are part of what it is: its function’s text is that of all. */
export function deriveWith<Inputs extends Features>(
  inputs: Inputs,
  compute: (row: FeatureRow<Inputs>) => number,
  settings: object,
  about: { readonly unit?: string; readonly description?: string } = {},
): DerivedFeature<number> {
  return Object.freeze({ ...derive(inputs, compute, about), settings })
}

export function deriveTextWith<Inputs extends Features>(
  inputs: Inputs,
  compute: (row: FeatureRow<Inputs>) => string | undefined,
  settings: object,
): DerivedFeature<string | undefined> {
  return Object.freeze({ ...derive(inputs, compute, { type: 'text' }), settings })
}
