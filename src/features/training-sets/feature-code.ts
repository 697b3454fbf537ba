import type { Digest } from '../../base/index.ts'
import { viewDigest, type View } from '../views/view.ts'
import type { TrainingSetStore } from './training-set-store.ts'

/** A digest of each feature's definition: what it reads, and the text of its functions. */
export function featureDigests(view: View): Readonly<Record<string, Digest>> {
  return Object.fromEntries(
    Object.entries(view.features).map(([name, feature]) => [
      name,
      viewDigest({ ...view, features: { [name]: feature } }),
    ]),
  )
}

/**
 * How the features of a view as it is now stand to those that a training set was made of. `projectChanged`
 * where they are written the same, but the project's code is not what was shown to make the set: a function
 * that they call may have changed. Freezing the view again tells.
 */
export type FeatureCode =
  | { readonly status: 'same' | 'projectChanged' | 'unknown' }
  | { readonly status: 'differ'; readonly features: readonly string[] }

/** Only the features named count, or all of the view: those that a model reads. */
export async function compareFeatureCode(
  { trainingSets }: { readonly trainingSets: Pick<TrainingSetStore, 'listDefinitions'> },
  setId: string,
  now: { readonly view: View; readonly fingerprint: string; readonly features?: readonly string[] },
): Promise<FeatureCode> {
  const digests = featureDigests(now.view)
  const wanted = now.features ?? Object.keys(digests)
  const made = await trainingSets.listDefinitions(setId)
  const known = made.filter(({ features }) => Object.keys(features).length > 0)
  const differing = known.map(({ features, fingerprint }) => ({
    fingerprint,
    names: wanted.filter((name) => features[name] !== digests[name]),
  }))
  const fewest = differing.toSorted((a, b) => a.names.length - b.names.length)[0]
  if (fewest === undefined) return { status: 'unknown' }
  if (fewest.names.length > 0) return { status: 'differ', features: fewest.names }
  const isShown = differing.some(
    ({ names, fingerprint }) => names.length === 0 && fingerprint === now.fingerprint,
  )
  return { status: isShown ? 'same' : 'projectChanged' }
}
