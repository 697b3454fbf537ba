import { featuresErrors, readTrainingPart, type TrainingPart } from '../features/index.ts'
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
import type { Model } from './model.ts'
import type { Trainable } from './trainable.ts'
import { rawRows } from './predict-part.ts'
import { groupsOf } from './row-groups.ts'
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
  const predictors: RowPredictor[] = []
  const open = async (one: ModelVersion) => {
    const predictor = await openRowPredictor(deps.blobs, one)
    predictors.push(predictor)
    return predictor.predict
  }
  try {
    const evidence = await gatherEvidence(deps, model, { candidate, champion, open })
    return { against, results: await judgeGates(model.gates, evidence) }
  } finally {
    for (const predictor of predictors) await predictor.close()
  }
}

/** All that can be measured of a version, beside the one that the alias points to if that is another. */
export async function reportVersion(
  deps: EvidenceDeps,
  model: Model,
  { version, alias, ...options }: ReportOptions,
): Promise<EvaluationReport> {
  const candidate = await getVersion(deps.models, model.name, version)
  const against = (await deps.models.findAlias(model.name, alias))?.version
  const predictor = await openRowPredictor(deps.blobs, candidate)
  try {
    const open = async () => Promise.resolve(predictor.predict)
    const rivals = { candidate, champion: undefined, open }
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
  readonly open: (version: ModelVersion) => Promise<RowPredictor['predict']>
}

async function gatherEvidence(
  deps: EvidenceDeps,
  model: Model,
  { candidate, champion, open }: Rivals,
): Promise<Evidence> {
  const { test, dataUntil } = await readHeldOut(deps, model, candidate)
  const rows = Array.from(rawRows(test))
  const predict = await open(candidate)
  const said = champion === undefined ? undefined : await (await open(champion))(rows)
  let report: Promise<EvaluationReport> | undefined
  let behaviours: Promise<readonly GateResult[]> | undefined
  const evidence: Evidence = {
    candidate: candidate.evaluation,
    champion: said === undefined ? undefined : evaluate(model.measure, test, said, model.slices),
    baselines: candidate.baselines,
    predictionMs: candidate.details.predictionMs,
    metrics: Object.fromEntries(
      model.measure.map(({ name, better, of }) => [name, { better, of }]),
    ),
    rows: {
      truth: test.label,
      candidate: await predict(rows),
      champion: said,
      ...groupsOf(model.measure, test),
      columns: {
        ...Object.fromEntries(test.features.map(({ name, values }) => [name, values])),
        ...test.keys,
      },
      first: (count) => rows.slice(0, count),
    },
    predict,
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

async function readHeldOut(
  deps: EvidenceDeps,
  model: Model,
  { trainingSetId = '' }: ModelVersion,
): Promise<{ readonly test: TrainingPart; readonly dataUntil: Date | undefined }> {
  const set = await deps.trainingSets.find(trainingSetId)
  if (set === undefined) throw featuresErrors.trainingSetNotFound({ id: trainingSetId })
  const test = await readTrainingPart(deps, model.view, set, 'test')
  const train = await readTrainingPart(deps, model.view, set, 'train')
  let newest = -Infinity
  for (const { at } of [test, train]) for (const moment of at) newest = Math.max(newest, moment)
  return { test, dataUntil: Number.isFinite(newest) ? new Date(newest) : undefined }
}
