import { featureNames } from './encoders/column-features.ts'
import { planFeatures, type CombinedPlan } from './encoders/combine-features.ts'
import { invertEncoder } from './encoders/invert-encoder.ts'
import type { FittedTransformations } from './fitted-transformations.ts'

/**
 * From the features of a row as a learner reads them back to the values of its columns, in their own units. A column whose
 * encoder has no way back is left out; what is missing is undefined. Features that principal components stand for come
 * back as near as these tell: exactly where there are as many components as features.
 */
export function decodeFeatures(
  { inputs, combined = [] }: FittedTransformations,
  features: ArrayLike<number>,
): Readonly<Record<string, number | string | undefined>> {
  const plan = planFeatures(inputs, combined)
  const made = new Map(plan.kept.map((place, at) => [place, features[at] ?? Number.NaN]))
  let from = plan.kept.length
  for (const { places, fitted } of plan.combined) {
    const components = Array.from(fitted.components, (_, at) => features[from + at] ?? Number.NaN)
    from += components.length
    for (const [at, place] of places.entries()) {
      if (!made.has(place)) made.set(place, backFrom(fitted, components, at))
    }
  }
  let place = 0
  return Object.fromEntries(
    inputs.flatMap((input) => {
      const own = featureNames(input).map((_, at) => made.get(place + at) ?? Number.NaN)
      place += own.length
      const invert = invertEncoder(input.encoder)
      return invert === undefined ? [] : [[input.name, invert(own)]]
    }),
  )
}

/** Components stand at right angles: what each tells of a feature is added up. */
function backFrom(
  { means, components }: CombinedPlan['fitted'],
  values: readonly number[],
  feature: number,
): number {
  return values.reduce(
    (sum, value, at) => sum + value * (components[at]?.[feature] ?? 0),
    means[feature] ?? 0,
  )
}
