import type { Progress } from '../../base/index.ts'
import { featuresErrors, type TrainingPart } from '../../features/index.ts'
import {
  countSets,
  explainBySampling,
  measureImportance,
  openExplainer,
  pickBackground,
  type Explain,
  type JudgedRows,
  type Metric,
  type RawRow,
} from '../../learn/index.ts'
import {
  getVersion,
  type EvaluationReport,
  type GateResult,
  type ModelVersion,
  type PairedRows,
  type ReportedContributions,
} from '../../registry/index.ts'
import { trainingErrors } from '../errors.ts'
import type { EvidenceDeps } from '../evidence-deps.ts'
import { learnedView } from '../learned-view.ts'
import type { Model } from '../model.ts'
import { askRows, readBy } from '../parts/ask-rows.ts'
import { learnRows } from '../parts/learn-rows.ts'
import { keepSome, openPart, wholeRows, type PartRows } from '../parts/part-rows.ts'
import { takeRows } from '../parts/take-rows.ts'
import { explainRows } from '../parts/tell-rows.ts'
import { rawRows } from '../predict-part.ts'
import { groupsOf } from '../row-groups.ts'
import { compareChampion } from './compare-champion.ts'
import { drawDependence } from './draw-dependence.ts'
import { drawPictures } from './draw-pictures.ts'
import { measureFairness } from './measure-fairness.ts'
import { drawLearning } from './draw-learning.ts'
import { measureLatency } from './measure-latency.ts'
import { measureMetrics } from './measure-metrics.ts'
import { measureSlices, searchSlices } from './measure-slices.ts'
import { openColumnPredictor, type ColumnPredictor } from './open-column-predictor.ts'
import { keyColumns } from './key-columns.ts'
import { lossOf, rowLosses } from './row-loss.ts'
import { suspectLeaks } from './suspect-leaks.ts'
import { predictionKindOf, usualMetrics } from './prediction-kind.ts'

export interface EvaluateOptions {
  /** The version to set it beside, if there is one and it is another. */
  readonly champion: number | undefined
  /** Asks the behaviours that the model declares. */
  readonly behaviours: () => Promise<readonly GateResult[]>
  /** Asks it row by row, as a service does. */
  readonly predict: (rows: readonly RawRow[]) => Promise<Float64Array>
  /** Learns again from more and more rows, to see whether more would help. */
  readonly learningCurve?: boolean
  readonly onProgress?: Progress
}

const confidence = 0.95
/** What costs much is measured on so many rows, evenly spread. */
const mostRows = 20_000
/** Of training rows that come in batches, what needs them as a whole has so many. */
const mostLearned = 50_000
const mostPermuted = 4000
const explainedRows = 500
const timedRows = 1000
/** Sets of known columns that are asked about at most, each with some thirty rows. */
const mostSets = 20_000

/**
 * Measures all that a report tells of a version, on rows that it has not learned from. Throws
 * `trainingSetNotFound` or `training.noHeldOutRows`.
 */
export async function evaluateVersion(
  deps: EvidenceDeps,
  model: Model,
  version: ModelVersion,
  options: EvaluateOptions,
): Promise<EvaluationReport> {
  const { trainingSetId = '' } = version
  const set = await deps.trainingSets.find(trainingSetId)
  if (set === undefined) throw featuresErrors.trainingSetNotFound({ id: trainingSetId })
  const learned = { view: learnedView(model.view, version), learner: model.learner }
  const all = await openPart(deps, learned, set, 'test', deps)
  if (all.rowCount === 0) {
    throw trainingErrors.noHeldOutRows({ model: model.name, version: version.version })
  }
  const test = takeRows(await keepSome(all, mostRows), mostRows)
  const train = await openPart(deps, learned, set, 'train', deps)
  const some = await keepSome(train, mostLearned)
  const predictor = await openColumnPredictor(deps.blobs, version)
  try {
    return await measure(deps, { model, version, train, some, test, predictor }, options)
  } finally {
    await predictor.close()
  }
}

interface Evaluated {
  readonly model: Model
  readonly version: ModelVersion
  readonly train: PartRows
  /** All of them, or some where they come in batches. */
  readonly some: TrainingPart
  readonly test: TrainingPart
  readonly predictor: ColumnPredictor
}

async function measure(
  deps: EvidenceDeps,
  evaluated: Evaluated,
  { champion, behaviours, predict, learningCurve = false, onProgress }: EvaluateOptions,
): Promise<EvaluationReport> {
  const { model, version, train, some, test, predictor } = evaluated
  const told = (done: number) => onProgress?.({ work: `evaluating ${model.name}`, done, total: 7 })
  told(0)
  const { label: truth } = test
  const [metric] = model.measure
  if (metric === undefined) throw trainingErrors.noMetric({ model: model.name })
  const judged = await judgeRows(evaluated)
  const kind = predictionKindOf(truth, judged.said, judged.shares)
  const loss = lossOf(kind, judged.shares !== undefined)
  const losses = rowLosses(loss, judged)
  const columns = [...keyColumns(test, model), ...test.features]
  const rows = { columns, metric, judged, losses }
  const metrics = measureMetrics({
    metrics: metricsOf(model, usualMetrics(kind)),
    rows: judged,
    baselines: await askBaselines(model, train, test),
    confidence,
  })
  told(1)
  const slices = measureSlices(rows, model.slices, model.crossings ?? [])
  const search = searchSlices({ ...rows, columns: test.features })
  told(2)
  const importance = await measureImportanceOf(evaluated, metric)
  told(3)
  const dependence = await drawDependence(
    predictor,
    test.features,
    importance.map(({ column }) => column),
    kind === 'classes' ? judged.shares?.classes : undefined,
  )
  told(4)
  const contributions = await sumContributions(evaluated)
  told(5)
  const learning = learningCurve ? await drawLearning(model, train, test, metric) : []
  told(6)
  const rowsToTime = Array.from(rawRows(test, timedRows))
  const latency = await measureLatency(deps.stopwatch, predict, rowsToTime)
  const unit = version.signature.output.unit
  return {
    model: model.name,
    version: version.version,
    learner: version.details.learner,
    label: { name: version.signature.output.name, ...(unit === undefined ? {} : { unit }) },
    kind,
    madeAt: deps.now().toISOString(),
    rowCount: test.rowCount,
    trainingRowCount: train.rowCount,
    confidence,
    baselines: Object.keys(model.baselines),
    metrics,
    ...(champion === undefined
      ? {}
      : { champion: await setBeside(deps, evaluated, champion, { kind, judged }) }),
    pictures: {
      ...drawPictures({ kind, judged, at: test.at, metric }),
      ...(learning.length === 0 ? {} : { learning }),
    },
    loss,
    slices,
    search,
    fairness:
      model.fairness === undefined
        ? []
        : measureFairness({ columns, kind, truth, said: judged.said }, model.fairness),
    behaviours: await behaviours(),
    leaks: await suspectLeaks(kind, version.signature.output.name, {
      train: { columns: some.features, label: some.label },
      test: { columns: test.features, label: truth },
      learned: train,
    }),
    importance,
    contributions,
    dependence,
    cost: {
      predictionMs: version.details.predictionMs,
      sizeBytes: version.details.sizeBytes,
      ...(latency === undefined ? {} : { latency }),
    },
  }
}

function metricsOf({ measure }: Model, usual: readonly Metric[]) {
  const names = measure.map(({ name }) => name)
  return [
    ...measure.map((metric) => ({ metric, declared: true })),
    ...usual
      .filter(({ name }) => !names.includes(name))
      .map((metric) => ({ metric, declared: false })),
  ]
}

/** What the version says of the held-out rows, with all that metrics ask beside. */
async function judgeRows({ model, predictor, test }: Evaluated): Promise<JudgedRows> {
  const shares = await predictor.shares(test.features)
  return {
    truth: test.label,
    said: await predictor.predict(test.features),
    ...groupsOf(model.measure, test),
    ...(shares === undefined ? {} : { shares }),
  }
}

async function askBaselines(
  model: Model,
  train: PartRows,
  test: TrainingPart,
): Promise<readonly JudgedRows[]> {
  const asked = Object.values(model.baselines).map(async (learner): Promise<JudgedRows> => {
    const fitted = await learnRows({ learner, seed: model.seed }, readBy(learner, train))
    const said = await askRows(fitted, wholeRows(test), [{ asksShares: true }])
    return { truth: test.label, ...said, ...groupsOf(model.measure, test) }
  })
  return Promise.all(asked)
}

async function measureImportanceOf(
  { model, predictor, test }: Evaluated,
  metric: Metric,
): Promise<EvaluationReport['importance']> {
  const rows = takeRows(test, mostPermuted)
  const found = await measureImportance(
    predictor.predict,
    rows.features,
    {
      target: rows.label,
      metric,
      sharesOf: predictor.shares,
      ...groupsOf(model.measure, rows),
    },
    { seed: model.seed, repeats: 3, draws: 60, confidence },
  )
  return found.map(({ name, importance, low, high }) => ({
    column: name,
    value: importance,
    low,
    high,
  }))
}

async function sumContributions(evaluated: Evaluated): Promise<ReportedContributions> {
  const { explain, most } = await chooseExplain(evaluated)
  const { columns, contributions, scale } = await explain(takeRows(evaluated.test, most).features)
  const count = contributions.length / columns.length
  const sizes = columns.map((column, at) => ({
    column,
    size:
      contributions.reduce(
        (sum, value, place) => (place % columns.length === at ? sum + Math.abs(value) : sum),
        0,
      ) / count,
  }))
  return { scale, columns: sizes.toSorted((a, b) => b.size - a.size) }
}

async function setBeside(
  deps: EvidenceDeps,
  { model, test }: Evaluated,
  version: number,
  { kind, judged }: { readonly kind: EvaluationReport['kind']; readonly judged: JudgedRows },
): Promise<NonNullable<EvaluationReport['champion']>> {
  const champion = await getVersion(deps.models, model.name, version)
  const predictor = await openColumnPredictor(deps.blobs, champion)
  try {
    const { said, shares, ...others } = judged
    const championShares = shares && (await predictor.shares(test.features))
    const rows: PairedRows = {
      ...others,
      candidate: said,
      champion: await predictor.predict(test.features),
      ...(shares && championShares ? { candidateShares: shares, championShares } : {}),
    }
    const loss = lossOf(kind, championShares !== undefined)
    return compareChampion(version, model.measure, rows, { loss, confidence })
  } finally {
    await predictor.close()
  }
}

/** As online; models that have to be asked over and over are asked about fewer rows. */
async function chooseExplain({ predictor, version, train, some }: Evaluated): Promise<{
  readonly explain: Explain
  readonly most: number
}> {
  const { fitted } = predictor
  if (fitted !== undefined) {
    const explainer = await explainRows(fitted, train, some)
    if (explainer.kind !== 'sampled') {
      return { explain: openExplainer(fitted, explainer), most: explainedRows }
    }
  }
  const background = pickBackground(fitted?.inputs ?? version.signature.inputs, some.features)
  const setCount = countSets(background.length)
  return {
    explain: explainBySampling(predictor, background),
    most: Math.max(20, Math.min(explainedRows, Math.floor(mostSets / setCount))),
  }
}
