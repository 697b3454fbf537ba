import { featuresErrors, readPartBatches, type TrainingPart } from '../features/index.ts'
import {
  getVersion,
  judgeGates,
  type EvaluationReport,
  type Evidence,
  type GateResult,
  type Judgement,
  type ModelVersion,
} from '../registry/index.ts'
import { evaluate } from './evaluate.ts'
import { evaluateVersion, type EvaluateOptions } from './evaluation/evaluate-version.ts'
import type { EvidenceDeps } from './evidence-deps.ts'
import { judgeForecast, type ForecastEvidenceDeps } from './forecasts/judge-forecast.ts'
import { reportForecast } from './forecasts/report-forecast.ts'
import { learnedView } from './learned-view.ts'
import type { Model } from './model.ts'
import type { Trainable } from './trainable.ts'
import { rawRows } from './predict-part.ts'
import { pairRows } from './measure-version.ts'
import { askVersions } from './parts/ask-versions.ts'
import { openPart } from './parts/part-rows.ts'
import { groupColumns } from './row-groups.ts'
import { openRowPredictor, type RowPredictor } from './row-predictor.ts'

/**
 * Judges a version by the model's gates, as a rival of the one that the alias points to: that one is
 * measured anew on the candidate's held-out rows, so that both have answered the same questions.
 */
export async function judgeVersion(
  deps: ForecastEvidenceDeps,
  model: Trainable,
  version: number,
  alias: string,
): Promise<Judgement> {
  if (model.kind === 'forecast') return judgeForecast(deps, model, version, alias)
  const candidate = await getVersion(deps.models, model.name, version)
  const against = (await deps.models.findAlias(model.name, alias))?.version
  if (model.gates.length === 0) return { against, results: [] }
  const champion =
    against === undefined || against === version
      ? undefined
      : await getVersion(deps.models, model.name, against)
  const predictor = await openRowPredictor(deps.blobs, candidate)
  try {
    const evidence = await gatherEvidence(deps, model, { candidate, champion, predictor })
    return { against, results: await judgeGates(model.gates, evidence) }
  } finally {
    await predictor.close()
  }
}

/** All that can be measured of a version, beside the one that the alias points to if that is another. */
export async function reportVersion(
  deps: ForecastEvidenceDeps,
  model: Trainable,
  { version, alias, ...options }: ReportOptions,
): Promise<EvaluationReport> {
  if (model.kind === 'forecast') return reportForecast(deps, model, { version, alias })
  const candidate = await getVersion(deps.models, model.name, version)
  const against = (await deps.models.findAlias(model.name, alias))?.version
  const predictor = await openRowPredictor(deps.blobs, candidate)
  try {
    const rivals = { candidate, champion: undefined, predictor }
    return await evaluateVersion(deps, model, candidate, {
      ...options,
      champion: against === version ? undefined : against,
      predict: predictor.predict,
      behaviours: async () => (await gatherEvidence(deps, model, rivals)).behaviours(),
    })
  } finally {
    await predictor.close()
  }
}

export interface ReportOptions extends Pick<EvaluateOptions, 'learningCurve' | 'onProgress'> {
  readonly version: number
  readonly alias: string
}

interface Rivals {
  readonly candidate: ModelVersion
  readonly champion: ModelVersion | undefined
  /** Of the candidate. */
  readonly predictor: RowPredictor
}

async function gatherEvidence(
  deps: EvidenceDeps,
  model: Model,
  { candidate, champion, predictor }: Rivals,
): Promise<Evidence> {
  const {
    rows: test,
    first,
    judged,
    dataUntil,
  } = await askHeldOut(deps, model, candidate, champion)
  const { predict } = predictor
  const { measure } = model
  const [own, other] = judged
  const paired = pairRows(own, other ?? own)
  let report: Promise<EvaluationReport> | undefined
  let behaviours: Promise<readonly GateResult[]> | undefined
  const evidence: Evidence = {
    candidate: candidate.evaluation,
    champion: other === undefined ? undefined : evaluate(measure, test, other, model.slices),
    baselines: candidate.baselines,
    predictionMs: candidate.details.predictionMs,
    metrics: Object.fromEntries(measure.map((metric) => [metric.name, metric])),
    rows: {
      ...paired,
      champion: other?.said,
      columns: {
        ...Object.fromEntries(test.features.map(({ name, values }) => [name, values])),
        ...test.keys,
      },
      first: (count) => Array.from(rawRows(first, count)),
    },
    predict,
    predictShares: predictor.shares,
    sizeBytes: candidate.details.sizeBytes,
    dataUntil,
    now: deps.now(),
    stopwatch: deps.stopwatch,
    behaviours: () => {
      behaviours ??= judgeGates(model.behaviours ?? [], evidence)
      return behaviours
    },
    report: () => {
      report ??= evaluateVersion(deps, model, candidate, {
        champion: champion?.version,
        predict,
        behaviours: () => evidence.behaviours(),
      })
      return report
    },
  }
  return evidence
}

/** What both say of the candidate's held-out rows, and when the newest row of its training set happened. */
async function askHeldOut(
  deps: EvidenceDeps,
  model: Model,
  candidate: ModelVersion,
  champion: ModelVersion | undefined,
) {
  const { trainingSetId = '' } = candidate
  const set = await deps.trainingSets.find(trainingSetId)
  if (set === undefined) throw featuresErrors.trainingSetNotFound({ id: trainingSetId })
  const { learner, measure, slices, gates, behaviours = [] } = model
  const learned = { view: learnedView(model.view, candidate), learner }
  const asked = await askVersions(
    deps,
    champion === undefined ? [candidate] : [candidate, champion],
    await openPart(deps, learned, set, 'test', deps),
    {
      metrics: measure,
      names: [
        ...slices,
        ...groupColumns(model),
        ...[...gates, ...behaviours].flatMap(({ columns = [] }) => columns),
      ],
    },
  )
  let newest = newestOf(asked.rows)
  const moments = { part: 'train', rows: momentsAtOnce, names: [] } as const
  for await (const some of readPartBatches(deps, model.view, set, moments)) {
    newest = Math.max(newest, newestOf(some))
  }
  return { ...asked, dataUntil: Number.isFinite(newest) ? new Date(newest) : undefined }
}

const momentsAtOnce = 100_000

function newestOf({ at }: TrainingPart): number {
  return at.reduce((newest, moment) => Math.max(newest, moment), -Infinity)
}
