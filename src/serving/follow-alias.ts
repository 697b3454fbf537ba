import { isSwellError, type Log } from '../base/index.ts'
import {
  compareFeatureCode,
  openOnlineView,
  type OnlineRows,
  type OnlineView,
  type TrainingSetStore,
  type View,
} from '../features/index.ts'
import { getVersion } from '../registry/index.ts'
import { assertFits, loadPredictor, type LoadDeps, type LoadedPredictor } from './load-predictor.ts'
import type { BatchDeps } from './predict-batch.ts'
import { servingErrors } from './errors.ts'
import type { Service } from './service.ts'
import type { Serving } from './serving.ts'

export type FollowDeps = BatchDeps & {
  readonly log: Log
  readonly onBatch?: LoadDeps['onBatch']
  readonly trainingSets: TrainingSetStore
  /** Where the rows of online features lie; in memory of its own where it is absent. */
  readonly online?: OnlineRows
}

export interface AliasFollower {
  current(): Followed
  /** Never throws for what it could not load: it says so in `current()`, and in the log once. */
  refresh(): Promise<void>
}

export interface Followed {
  readonly serving: Serving | undefined
  readonly since: Date | undefined
  readonly problem: string | undefined
}

/** Keeps the version that an alias points to, and the features of a view, ready. */
export function followAlias(
  deps: FollowDeps,
  service: Service,
  view: View,
  /** Throws where a version can't stand where the service has it. */
  assertStands: (predictor: LoadedPredictor) => void = () => undefined,
): AliasFollower {
  const { model, alias } = service
  let followed: Followed = { serving: undefined, since: undefined, problem: undefined }
  let lastRefresh: Promise<void> = Promise.resolve()
  let online: OnlineView | undefined

  async function look(): Promise<void> {
    try {
      const predictor = await newestPredictor(followed.serving?.predictor)
      if (predictor === undefined) return
      await take(predictor)
    } catch (error) {
      report(error)
    }
  }

  async function newestPredictor(
    held: LoadedPredictor | undefined,
  ): Promise<LoadedPredictor | undefined> {
    const pointer = await deps.models.findAlias(model.name, alias)
    if (pointer === undefined || pointer.version === held?.version.version) return held
    try {
      const version = await getVersion(deps.models, model.name, pointer.version)
      const predictor = await loadPredictor(deps, version, service.batching)
      try {
        assertFits(model, predictor)
        assertStands(predictor)
        await assertSameFeatures(deps, service, predictor)
      } catch (error) {
        predictor.rest()
        throw error
      }
      return predictor
    } catch (error) {
      // The version that is held goes on; it must still see new data.
      if (held === undefined) throw error
      report(error)
      return held
    }
  }

  async function take(predictor: LoadedPredictor): Promise<void> {
    const isFirst = online === undefined
    online ??= await openOnlineView(deps, view)
    const hasChanged = isFirst || (await online.refresh())
    const isNew = followed.serving?.predictor !== predictor
    if (!isNew && !hasChanged) return
    const { version } = predictor.version
    if (isNew) {
      deps.log.info(`service ${service.name} answers with version ${version} of ${model.name}`)
    }
    const serving = { predictor, online, commits: online.commits() }
    const last = followed.serving?.predictor
    followed = { ...followed, serving, since: isNew ? deps.now() : followed.since }
    // What it was asked is answered by it; its threads and their memory go then.
    if (isNew) last?.rest()
  }

  function report(error: unknown): void {
    const problem = error instanceof Error ? error.message : String(error)
    isTroubled = true
    if (problem === followed.problem) return
    followed = { ...followed, problem }
    // What we did not foresee is a defect, and its place is worth more than its message.
    const defect = !isSwellError(error) && error instanceof Error ? error.stack : undefined
    deps.log.error(`service ${service.name}: ${defect ?? problem}`)
  }

  let isTroubled = false

  return {
    current: () => followed,

    refresh() {
      lastRefresh = lastRefresh.then(async () => {
        isTroubled = false
        await look()
        if (!isTroubled) followed = { ...followed, problem: undefined }
      })
      return lastRefresh
    },
  }
}

/**
 * Throws `featuresDiffer` where the view would compute a feature that the version reads otherwise than
 * when it learned: what it would answer then is nobody's prediction.
 */
async function assertSameFeatures(
  deps: FollowDeps,
  { model }: Service,
  { version, inputs }: LoadedPredictor,
): Promise<void> {
  if (version.trainingSetId === undefined) return
  const features = inputs.map(({ name }) => name)
  // The project's own code changes all the time; what a feature reads and does is in its definition.
  const now = { view: model.view, fingerprint: '', features }
  const found = await compareFeatureCode(deps, version.trainingSetId, now)
  if (found.status !== 'differ') return
  const { model: name, version: number } = version
  const named = found.features.join(', ')
  throw servingErrors.featuresDiffer({ model: name, version: number, view: model.view.name, named })
}
