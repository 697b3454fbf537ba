import { isSwellError } from '../../base/index.ts'
import { freezeView, type TrainingPart, type TrainingSet } from '../../features/index.ts'
import { getVersion, type ModelVersion } from '../../registry/index.ts'
import type { Model } from '../../training/index.ts'
import { readFreshRows } from './fresh-rows.ts'
import type { RetrainDeps } from './retrain-deps.ts'

/** The rows that a decision is about, each read when it is asked for first. */
export interface RowsAtHand {
  /** Undefined where there is no labelled row. */
  readonly set: () => Promise<TrainingSet | undefined>
  readonly champion: () => Promise<ModelVersion | undefined>
  /** Undefined where it was not trained here. */
  readonly championSet: () => Promise<TrainingSet | undefined>
  /** Labelled rows of which the champion knows nothing. */
  readonly fresh: () => Promise<TrainingPart | undefined>
}

/** With `frozen`, a set that a decision has settled on already. */
export function rowsAtHand(
  deps: RetrainDeps,
  { model, alias }: { readonly model: Model; readonly alias: string },
  frozen?: string | null,
): RowsAtHand {
  const set = once(async () => {
    const kept = typeof frozen === 'string' ? await deps.trainingSets.find(frozen) : undefined
    if (kept !== undefined) return kept
    try {
      const { fingerprint } = await deps.code()
      return await freezeView(deps, model.view, { split: model.split, fingerprint })
    } catch (error) {
      if (isSwellError(error, 'features.noLabels')) return undefined
      throw error
    }
  })
  const champion = once(async () => {
    const pointer = await deps.models.findAlias(model.name, alias)
    return pointer === undefined ? undefined : getVersion(deps.models, model.name, pointer.version)
  })
  const championSet = once(async () => setOf(deps, await champion()))
  const fresh = once(async () => {
    const all = await set()
    if (all === undefined) return undefined
    const parts = ['train', 'test'] as const
    return readFreshRows(deps, model.view, { set: all, parts }, { set: await championSet(), parts })
  })
  return { set, champion, championSet, fresh }
}

export async function setOf(
  { trainingSets }: Pick<RetrainDeps, 'trainingSets'>,
  version: ModelVersion | undefined,
): Promise<TrainingSet | undefined> {
  const id = version?.trainingSetId
  return id === undefined || id === '' ? undefined : trainingSets.find(id)
}

/** Made when it is asked for first. */
export function once<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let found: Promise<Value> | undefined
  return () => (found ??= work())
}
