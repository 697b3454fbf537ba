import { readTrainingPart, type TrainingSetStore, featuresErrors } from '../features/index.ts'
import { compilePredictor, type FittedModel } from '../learn/index.ts'
import {
  getVersion,
  readVersionFile,
  type Evaluation,
  type Evidence,
  type GateResult,
  type ModelStore,
  type ModelVersion,
} from '../registry/index.ts'
import type { BlobStore } from '../storage/index.ts'
import type { TableEngine } from '../table/index.ts'
import { evaluate } from './evaluate.ts'
import type { Model } from './model.ts'
import { rawRows } from './predict-part.ts'

export interface EvidenceDeps {
  readonly blobs: BlobStore
  readonly engine: TableEngine
  readonly models: ModelStore
  readonly trainingSets: TrainingSetStore
}

/**
 * Judges a version by the model's gates, as a rival of the one that the alias points to: that one is
 * measured anew on the candidate's held-out rows, so that both have answered the same questions.
 */
export async function judgeVersion(
  deps: EvidenceDeps,
  model: Model,
  version: number,
  alias: string,
): Promise<GateResult[]> {
  const candidate = await getVersion(deps.models, model.name, version)
  const evidence = await gatherEvidence(deps, model, candidate, alias)
  return model.gates.map((gate) => gate.judge(evidence))
}

async function gatherEvidence(
  deps: EvidenceDeps,
  model: Model,
  candidate: ModelVersion,
  alias: string,
): Promise<Evidence> {
  return {
    candidate: candidate.evaluation,
    champion: await evaluateChampion(deps, model, candidate, alias),
    baselines: candidate.baselines,
    predictionMs: candidate.details.predictionMs,
    better: Object.fromEntries(model.measure.map(({ name, better }) => [name, better])),
  }
}

async function evaluateChampion(
  deps: EvidenceDeps,
  model: Model,
  candidate: ModelVersion,
  alias: string,
): Promise<Evaluation | undefined> {
  const pointer = await deps.models.findAlias(model.name, alias)
  if (pointer === undefined || pointer.version === candidate.version) return undefined
  const champion = await getVersion(deps.models, model.name, pointer.version)
  const set = await deps.trainingSets.find(candidate.trainingSetId)
  if (set === undefined) throw featuresErrors.trainingSetNotFound({ id: candidate.trainingSetId })
  const test = await readTrainingPart(deps, model.view, set, 'test')
  const file = await readVersionFile(deps.blobs, champion, 'fitted.json')
  const predict = compilePredictor(JSON.parse(new TextDecoder().decode(file)) as FittedModel)
  const predicted = Float64Array.from(rawRows(test), predict)
  return evaluate(model.measure, test, predicted, model.slices)
}
