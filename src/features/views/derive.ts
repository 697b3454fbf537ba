import type { DerivedFeature, FeatureRow, Features } from './feature.ts'
import type { Joined, JoinsOfAll } from './joined.ts'

interface About {
  readonly unit?: string
  readonly description?: string
}

/**
 * A feature computed from others. A number that is not known comes as NaN, so arithmetic on it stays
 * unknown, and so is what comes out infinite. The function must depend on nothing but its argument: it
 * runs in training and online. It gives a number, or what `type` says.
 */
export function derive<Inputs extends Features>(
  inputs: Inputs,
  compute: (row: FeatureRow<Inputs>) => number,
  about?: About & { readonly type?: 'float' },
): DerivedFeature<number> & Joined<JoinsOfAll<Inputs>>
export function derive<Inputs extends Features>(
  inputs: Inputs,
  compute: (row: FeatureRow<Inputs>) => string | undefined,
  about: About & { readonly type: 'text' },
): DerivedFeature<string | undefined> & Joined<JoinsOfAll<Inputs>>
export function derive<Inputs extends Features>(
  inputs: Inputs,
  compute: (row: FeatureRow<Inputs>) => boolean | undefined,
  about: About & { readonly type: 'boolean' },
): DerivedFeature<boolean | undefined> & Joined<JoinsOfAll<Inputs>>
export function derive<Inputs extends Features>(
  inputs: Inputs,
  compute: (row: FeatureRow<Inputs>) => number | string | boolean | undefined,
  about: About & { readonly type?: 'float' | 'text' | 'boolean' } = {},
): DerivedFeature {
  return Object.freeze({ kind: 'derived', type: 'float', inputs, compute, ...about })
}
