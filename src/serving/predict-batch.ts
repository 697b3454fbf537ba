import { digestOf, digestOfValue, isSwellError } from '../base/index.ts'
import {
  groupsRead,
  momentRows,
  type AppendDeps,
  type Commit,
  type Moment,
  type View,
  type ViewDeps,
  type ViewedRows,
  newestCommits,
  type NewestCommits,
} from '../features/index.ts'
import { getVersion, type ModelStore } from '../registry/index.ts'
import { servingErrors } from './errors.ts'
import { assertFits, loadPredictor, type LoadedPredictor } from './load-predictor.ts'
import {
  batchIdOf,
  findBatch,
  type PredictionBatch,
  type PredictionBatchId,
} from './prediction-batch.ts'
import { givenFeatures, type Prediction, type PredictionId } from './prediction.ts'
import type { ServedModel } from './served-model.ts'
import { storeBatch } from './store-batch.ts'
import { longestWindowMs } from './view-inputs.ts'

export type BatchDeps = AppendDeps & ViewDeps & { readonly models: ModelStore }

export interface BatchOptions {
  readonly model: ServedModel
  /** Its number, or the version loaded already. */
  readonly version: number | LoadedPredictor
  readonly moments: readonly Moment[]
  /** Nothing that was known later is used; `each moment`: later than the row's own moment. */
  readonly knownBy: Date | 'each moment'
  /** `hindcast` where the moment of knowing is long past. */
  readonly origin: 'batch' | 'hindcast'
  readonly service?: string
  readonly runId?: string
}

/**
 * Predicts many moments from what was known by one moment, and stores the predictions as one commit,
 * with what they came from. The same version, moments and data give the batch that is there already, and
 * the same ids of predictions. Throws `nothingToPredict`, and what keeps the version from being used.
 */
export async function predictBatch(
  deps: BatchDeps,
  options: BatchOptions,
): Promise<PredictionBatch> {
  return (await makeBatch(deps, options)).batch
}

/** A batch, with its predictions where it was made just now. */
export interface MadeBatch {
  readonly batch: PredictionBatch
  readonly predictions: readonly Prediction[] | undefined
}

/** As `predictBatch`, for who wants the predictions too. */
export async function makeBatch(deps: BatchDeps, options: BatchOptions): Promise<MadeBatch> {
  const { model, moments, version } = options
  if (moments.length === 0) throw servingErrors.nothingToPredict({ model: model.name })
  const number = typeof version === 'number' ? version : version.version.version
  const idOf = (commits: NewestCommits) => batchId(options, number, commits)
  const before = await findBatch(
    deps.database,
    idOf(await newestCommits(deps.commits, groupsRead(model.view))),
  )
  if (before !== undefined) return { batch: before, predictions: undefined }

  const predictor = typeof version === 'number' ? await load(deps, model, version) : version
  assertFits(model, predictor)
  const knownBy = options.knownBy === 'each moment' ? undefined : options.knownBy
  const viewed = await momentRows(deps, model.view, moments, knownBy)
  const commits = commitsRead(viewed)
  const id = idOf(commits)
  try {
    return await computeBatch(deps, options, { id, version: number, predictor, viewed, commits })
  } catch (error) {
    // Another process has made the very same batch in the meantime.
    const made = isSwellError(error, 'storage.notUnique') && (await findBatch(deps.database, id))
    if (made) return { batch: made, predictions: undefined }
    throw error
  }
}

function batchId(
  options: BatchOptions,
  version: number,
  commits: NewestCommits,
): PredictionBatchId {
  const { model, moments, knownBy, origin } = options
  return batchIdOf({
    model: model.name,
    version,
    knownBy,
    origin,
    moments: digestOfValue(moments),
    commits,
  })
}

function commitsRead({ commits }: ViewedRows): NewestCommits {
  const newest = [...commits].flatMap(([group, own]) => {
    const last = own.at(-1)
    return last === undefined ? [] : [[group, last.sequence] as const]
  })
  return Object.fromEntries(newest)
}

async function load(deps: BatchDeps, model: ServedModel, version: number) {
  return loadPredictor(deps, await getVersion(deps.models, model.name, version))
}

interface Computed {
  readonly id: PredictionBatchId
  readonly version: number
  readonly predictor: LoadedPredictor
  readonly viewed: ViewedRows
  readonly commits: NewestCommits
}

async function computeBatch(
  deps: BatchDeps,
  options: BatchOptions,
  computed: Computed,
): Promise<MadeBatch> {
  const { model, runId = deps.runId, origin, knownBy, service } = options
  const { id, version, viewed } = computed
  const madeAt = deps.now()
  const predictions = await predictRows(options, computed, madeAt)
  const batch = await storeBatch(deps, model, {
    batch: {
      id,
      model: model.name,
      version,
      madeAt,
      runId,
      origin,
      ...(knownBy === 'each moment' ? {} : { knownBy }),
      ...(service === undefined ? {} : { service }),
    },
    predictions,
    commitIds: commitsReached(model.view, viewed),
  })
  return { batch, predictions }
}

async function predictRows(
  { model, moments, origin, knownBy, service }: BatchOptions,
  { id, version, predictor, viewed, commits }: Computed,
  madeAt: Date,
): Promise<Prediction[]> {
  const given = viewed.rows.map((row) => givenFeatures(model.view, row.features))
  const values = await predictor.predictMany(given)
  return viewed.rows.map((row, at) => {
    const { place = at } = row
    const features = given[at] ?? {}
    const request = moments[place]?.request
    return {
      id: `prd_${digestOf(`${id} ${place}`).slice(0, 24)}` as PredictionId,
      model: model.name,
      version,
      origin,
      knownBy: knownBy === 'each moment' ? row.at : knownBy,
      madeAt,
      features,
      commits,
      ...(service === undefined ? {} : { service }),
      key: row.key,
      at: row.at,
      value: values[at] ?? Number.NaN,
      deliveries: row.deliveries,
      ...(request === undefined ? {} : { request }),
    }
  })
}

function commitsReached(view: View, viewed: ViewedRows): string[] {
  const read = [...viewed.commits.values()].flatMap((commits) => reachable(view, viewed, commits))
  return read.map(({ id }) => id)
}

/**
 * The commits that may have given a row: those with rows between the earliest moment, less the longest
 * window, and the last, and before them as many as it takes to have a newest row. Years of commits that
 * were only read over are left out: an edge for each, in each batch, would outgrow everything else.
 */
function reachable(view: View, { rows }: ViewedRows, commits: readonly Commit[]): Commit[] {
  const times = rows.map((row) => row.at.getTime())
  const from = times.reduce((a, b) => Math.min(a, b), Infinity) - longestWindowMs(view)
  const near = commits.filter(({ newestEventAt }) => newestEventAt.getTime() >= from)
  return near.length > 0 ? near : commits.slice(-1)
}
