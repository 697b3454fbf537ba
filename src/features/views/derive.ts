import type { DerivedFeature, FeatureRow, Features } from './feature.ts'

/**
 * A feature computed from others. A number that is not known comes as NaN, so arithmetic on it stays
 * unknown, and so is what comes out infinite. The function must depend on nothing but its argument: it runs in training and online.
 */
export function derive<Inputs extends Features>(
  inputs: Inputs,
  compute: (row: FeatureRow<Inputs>) => number,
  about: { readonly unit?: string; readonly description?: string } = {},
): DerivedFeature<number> {
  return Object.freeze({ kind: 'derived', type: 'float', inputs, compute, ...about })
}
