import { featuresErrors } from '../errors.ts'
import type { TrainingSetStore } from './training-set-store.ts'
import type { TrainingSet } from './training-set.ts'

/** A version of a view's training sets, the newest when none is told. Throws `noSuchTrainingSet`. */
export async function getTrainingSet(
  { trainingSets }: { readonly trainingSets: TrainingSetStore },
  view: string,
  version?: number,
): Promise<TrainingSet> {
  const sets = await trainingSets.list(view)
  const found = version === undefined ? sets[0] : sets.find((set) => set.version === version)
  if (found !== undefined) return found
  throw featuresErrors.noSuchTrainingSet({
    view,
    version: version === undefined ? '' : ` version ${version}`,
    known: sets.map((set) => set.version).join(', '),
  })
}
