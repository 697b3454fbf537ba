import type { Feature } from './column-features.ts'
import { featureNames } from './column-features.ts'
import type { FittedInput } from './fit-encoder.ts'
import type { FittedPca } from './fit-pca.ts'
import { roundFeature } from './number-step.ts'

/** What the learner reads, of the features that the inputs have by themselves. */
export interface FeaturePlan {
  /** Places of those that the learner reads as they are. */
  readonly kept: readonly number[]
  readonly combined: readonly CombinedPlan[]
}

export interface CombinedPlan {
  readonly name: string
  /** Places of what it reads. */
  readonly places: readonly number[]
  readonly fitted: FittedPca
}

export function planFeatures(
  inputs: readonly FittedInput[],
  combined: readonly FittedPca[],
): FeaturePlan {
  let place = 0
  const owners = inputs.map((input) => {
    const start = place
    place += featureNames(input).length
    return {
      name: input.name,
      places: Array.from({ length: place - start }, (_, at) => start + at),
    }
  })
  const placesOf = (names: readonly string[]) =>
    owners.filter(({ name }) => names.includes(name)).flatMap(({ places }) => places)
  const dropped = new Set(combined.flatMap(({ of, keep }) => (keep ? [] : placesOf(of))))
  return {
    kept: owners.flatMap(({ places }) => places).filter((own) => !dropped.has(own)),
    combined: combined.map((fitted) => ({
      name: fitted.name,
      places: placesOf(fitted.of),
      fitted,
    })),
  }
}

/** The features that the learner reads: those kept, then the components. */
export function combineFeatures(
  { kept, combined }: FeaturePlan,
  features: readonly Feature[],
): readonly Feature[] {
  const own = kept.flatMap((place) => features[place] ?? [])
  return [...own, ...combined.flatMap((plan) => componentsOf(plan, features))]
}

function componentNames({ name, components }: FittedPca): readonly string[] {
  return components.map((_, at) => `${name}.${at + 1}`)
}

function componentsOf(plan: CombinedPlan, features: readonly Feature[]): readonly Feature[] {
  const rowCount = features[0]?.values.length ?? 0
  const columns = plan.places.map((place) => features[place]?.values ?? new Float32Array(0))
  const names = componentNames(plan.fitted)
  const made = names.map((name) => ({ name, values: new Float32Array(rowCount) }))
  const row = new Float64Array(columns.length)
  for (let at = 0; at < rowCount; at += 1) {
    for (const [place, values] of columns.entries()) row[place] = values[at] ?? 0
    for (const [component, { values }] of made.entries()) {
      values[at] = project(plan.fitted, component, row)
    }
  }
  return made
}

/** One component of a row, as the feature it is. */
export function project(
  { means, components }: FittedPca,
  component: number,
  row: Float64Array,
): number {
  const weights = components[component] ?? []
  let sum = 0
  for (let at = 0; at < row.length; at += 1) {
    sum += ((row[at] ?? 0) - (means[at] ?? 0)) * (weights[at] ?? 0)
  }
  return roundFeature(sum, true)
}
