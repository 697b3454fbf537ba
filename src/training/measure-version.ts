import { featuresErrors, readTrainingPart, type TrainingPart } from '../features/index.ts'
import {
  asksShares,
  bootstrapInterval,
  measureRows,
  type Interval,
  type JudgedRows,
  type Metric,
  type Said,
} from '../learn/index.ts'
import {
  getVersion,
  pairedInterval,
  type FairnessFinding,
  type ModelVersion,
  type PairedInterval,
  type PairedRows,
} from '../registry/index.ts'
import { evaluate } from './evaluate.ts'
import { keyColumns } from './evaluation/key-columns.ts'
import { openColumnPredictor } from './evaluation/open-column-predictor.ts'
import { measureFairness, type FairnessRule } from './evaluation/measure-fairness.ts'
import { predictionKindOf } from './evaluation/prediction-kind.ts'
import type { EvidenceDeps } from './evidence-deps.ts'
import { learnedView } from './learned-view.ts'
import type { Model } from './model.ts'
import { rawRows } from './predict-part.ts'
import { groupsOf } from './row-groups.ts'
import { openRowPredictor } from './row-predictor.ts'

/** Rows drawn in all are bounded: with more rows an interval is narrower, and needs fewer repeats. */
const mostDrawn = 50_000_000
const confidence = 0.95

/** What a card tells of a version beside what was measured when it was made. */
export interface HeldOutMeasures {
  /** By metric (bootstrap, 95 %). */
  readonly intervals: Readonly<Record<string, Interval>>
  readonly fairness: readonly FairnessFinding[]
}

/** The metrics of a version on its held-out rows, each with its interval, and whom it treats alike. */
export async function measureHeldOut(
  deps: EvidenceDeps,
  model: Model,
  version: ModelVersion,
): Promise<HeldOutMeasures> {
  const test = await readTest(deps, model, version)
  const { said, ...beside } = await judgePart(deps, version, test, model.measure)
  const options = { seed: 1, confidence, repeats: repeatsFor(test), ...beside }
  const intervals = model.measure.map(
    (metric) => [metric.name, bootstrapInterval(metric, test.label, said, options)] as const,
  )
  return {
    intervals: Object.fromEntries(intervals),
    fairness: model.fairness === undefined ? [] : judgeFairness(model.fairness, model, test, said),
  }
}

function judgeFairness(
  rule: FairnessRule,
  model: Model,
  test: TrainingPart,
  said: Float64Array,
): readonly FairnessFinding[] {
  const kind = predictionKindOf(test.label, said)
  const columns = [...keyColumns(test, model), ...test.features]
  return measureFairness({ columns, kind, truth: test.label, said }, rule)
}

export interface VersionComparison {
  readonly rowCount: number
  readonly metrics: readonly {
    readonly name: string
    readonly better: 'lower' | 'higher' | 'zero'
    readonly first: number
    readonly second: number
    /** How much better the second is, on the very same rows. */
    readonly gain: PairedInterval
  }[]
  readonly slices: readonly {
    readonly slice: string
    readonly rowCount: number
    readonly first: number
    readonly second: number
  }[]
  /** The largest and the mean difference of what both say of one row. */
  readonly differences: { readonly largest: number; readonly mean: number }
}

/** Measures two versions on the rows that the second was held to. Throws `versionNotFound`. */
export async function compareVersions(
  deps: EvidenceDeps,
  model: Model,
  [firstNumber, secondNumber]: readonly [number, number],
): Promise<VersionComparison> {
  const first = await getVersion(deps.models, model.name, firstNumber)
  const second = await getVersion(deps.models, model.name, secondNumber)
  const test = await readTest(deps, model, second)
  const judgedFirst = await judgePart(deps, first, test, model.measure)
  const judgedSecond = await judgePart(deps, second, test, model.measure)
  const rows = pairRows(judgedSecond, judgedFirst)
  const metrics = model.measure.map((metric) => ({
    name: metric.name,
    better: metric.better,
    first: measureRows(metric, judgedFirst),
    second: measureRows(metric, judgedSecond),
    gain: pairedInterval(metric, rows, { confidence }),
  }))
  const differences = rows.champion.map((value, row) =>
    Math.abs(value - (rows.candidate[row] ?? 0)),
  )
  return {
    rowCount: test.rowCount,
    metrics,
    slices: compareSlices(model, test, judgedFirst, judgedSecond),
    differences: {
      largest: differences.reduce((most, one) => Math.max(most, one), 0),
      mean: differences.reduce((sum, one) => sum + one, 0) / Math.max(1, differences.length),
    },
  }
}

function compareSlices(
  model: Model,
  test: TrainingPart,
  saidFirst: Said,
  saidSecond: Said,
): VersionComparison['slices'] {
  const [metric] = model.measure
  if (metric === undefined) return []
  const first = evaluate([metric], test, saidFirst, model.slices).slices
  const second = evaluate([metric], test, saidSecond, model.slices).slices
  return Object.entries(second).flatMap(([column, values]) =>
    Object.entries(values).map(([value, { rowCount, metrics }]) => ({
      slice: `${column} = ${value}`,
      rowCount,
      first: first[column]?.[value]?.metrics[metric.name] ?? Number.NaN,
      second: metrics[metric.name] ?? Number.NaN,
    })),
  )
}

async function readTest(
  deps: EvidenceDeps,
  model: Model,
  version: ModelVersion,
): Promise<TrainingPart> {
  const { trainingSetId = '' } = version
  const set = await deps.trainingSets.find(trainingSetId)
  if (set === undefined) throw featuresErrors.trainingSetNotFound({ id: trainingSetId })
  return readTrainingPart(deps, learnedView(model.view, version), set, 'test')
}

/** What a version says of each row of a part. */
export async function predictPart(
  { blobs }: Pick<EvidenceDeps, 'blobs'>,
  version: ModelVersion,
  part: TrainingPart,
): Promise<Float64Array> {
  const predictor = await openRowPredictor(blobs, version)
  try {
    return await predictor.predict(Array.from(rawRows(part)))
  } finally {
    await predictor.close()
  }
}

/** What a version says of each row of a part, with all that the metrics ask beside. */
export async function judgePart(
  deps: Pick<EvidenceDeps, 'blobs'>,
  version: ModelVersion,
  part: TrainingPart,
  metrics: readonly Metric[],
): Promise<JudgedRows> {
  const said = await predictPart(deps, version, part)
  const judged = { truth: part.label, said, ...groupsOf(metrics, part) }
  if (!asksShares(metrics)) return judged
  const predictor = await openColumnPredictor(deps.blobs, version)
  try {
    const shares = await predictor.shares(part.features)
    return { ...judged, ...(shares === undefined ? {} : { shares }) }
  } finally {
    await predictor.close()
  }
}

/** Two that were judged on the very same rows. */
export function pairRows(candidate: JudgedRows, champion: JudgedRows): PairedRows {
  const { truth, said, groups, shares } = candidate
  return {
    truth,
    candidate: said,
    champion: champion.said,
    ...(groups === undefined ? {} : { groups }),
    ...(shares === undefined ? {} : { candidateShares: shares }),
    ...(champion.shares === undefined ? {} : { championShares: champion.shares }),
  }
}

function repeatsFor({ rowCount }: TrainingPart): number {
  return Math.max(100, Math.min(1000, Math.floor(mostDrawn / Math.max(1, rowCount))))
}
