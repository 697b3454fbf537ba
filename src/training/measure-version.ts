import { featuresErrors, type TrainingPart } from '../features/index.ts'
import {
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
  type ChampionComparison,
} from '../registry/index.ts'
import { evaluate } from './evaluate.ts'
import { keyColumns } from './evaluation/key-columns.ts'
import {
  fairnessColumns,
  measureFairness,
  type FairnessRule,
} from './evaluation/measure-fairness.ts'
import { predictionKindOf } from './evaluation/prediction-kind.ts'
import type { EvidenceDeps } from './evidence-deps.ts'
import { learnedView } from './learned-view.ts'
import type { Model } from './model.ts'
import { askVersions, type AskedRows, type ToAsk } from './parts/ask-versions.ts'
import { openPart, wholeRows } from './parts/part-rows.ts'
import { groupColumns } from './row-groups.ts'

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
  const names = [...groupColumns(model), ...(model.fairness ? fairnessColumns(model.fairness) : [])]
  const asked = { metrics: model.measure, names }
  const { rows: test, judged } = await askHeldOut(deps, model, [version], asked)
  const [{ said, ...beside }] = judged
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
    /** Of a forecast. */
    readonly gain?: PairedInterval
  }[]
  /** How likely chance alone would part them so far; of a forecast. */
  readonly test?: ChampionComparison['test']
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
  const asked = { metrics: model.measure, names: [...groupColumns(model), ...model.slices] }
  const { rows: test, judged } = await askHeldOut(deps, model, [second, first], asked)
  const [judgedSecond, judgedFirst] = judged
  const rows = pairRows(judgedSecond, judgedFirst)
  const metrics = model.measure.map((metric) => ({
    name: metric.name,
    better: metric.better,
    first: measureRows(metric, judgedFirst),
    second: measureRows(metric, judgedSecond),
    gain: pairedInterval(metric, rows, { confidence }),
  }))
  return {
    rowCount: test.rowCount,
    metrics,
    slices: compareSlices(model, test, judgedFirst, judgedSecond),
    differences: differencesOf(rows),
  }
}

/** How far apart two versions are in what they say of the same rows. */
export function differencesOf({
  champion,
  candidate,
}: Pick<PairedRows, 'champion' | 'candidate'>): VersionComparison['differences'] {
  const differences = champion.map((value, row) => Math.abs(value - (candidate[row] ?? 0)))
  return {
    largest: differences.reduce((most, one) => Math.max(most, one), 0),
    mean: differences.reduce((sum, one) => sum + one, 0) / Math.max(1, differences.length),
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

/** Asks versions of the rows that the first of them was held to. */
async function askHeldOut<const Versions extends readonly [ModelVersion, ...ModelVersion[]]>(
  deps: EvidenceDeps,
  model: Model,
  versions: Versions,
  asked: ToAsk,
): Promise<AskedRows<Versions>> {
  const [version] = versions
  const { trainingSetId = '' } = version
  const set = await deps.trainingSets.find(trainingSetId)
  if (set === undefined) throw featuresErrors.trainingSetNotFound({ id: trainingSetId })
  const { learner } = model
  const learned = { view: learnedView(model.view, version), learner }
  return askVersions(deps, versions, await openPart(deps, learned, set, 'test', deps), asked)
}

/** What a version says of each row of a part, with all that the metrics ask beside. */
export async function judgePart(
  deps: Pick<EvidenceDeps, 'blobs'>,
  version: ModelVersion,
  part: TrainingPart,
  metrics: readonly Metric[],
): Promise<JudgedRows> {
  const asked = { metrics, names: [] }
  const { judged } = await askVersions(deps, [version], wholeRows(part), asked)
  return judged[0]
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
