import { groupsRead } from '../features/index.ts'
import { getVersion } from '../registry/index.ts'
import type { DatabaseSession } from '../storage/index.ts'
import { servingErrors } from './errors.ts'
import { getPrediction } from './find-prediction.ts'
import type { Prediction, PredictionPart } from './prediction.ts'
import type { ServedModel } from './served-model.ts'
import type { WhyDeps } from './why-deps.ts'
import { whyFeatureRow } from './why-feature-row.ts'
import { whyGraph, type WhyEdge, type WhyGraph, type WhyNode } from './why-graph.ts'
import { whyRun } from './why-run.ts'
import { whyVersion } from './why-version.ts'

export interface Why {
  readonly prediction: Prediction
  /** The prediction first, then what it came from, nearest first. */
  readonly nodes: readonly WhyNode[]
  readonly edges: readonly WhyEdge[]
}

/**
 * Walks from a prediction to the version, training set, run and code that made it, and from the rows that
 * its own features were read from to the files that they came with. The thousands of files of a training
 * set are counted by group. Throws `predictionNotFound`.
 */
export async function whyPrediction(
  deps: WhyDeps,
  models: readonly ServedModel[],
  id: string,
): Promise<Why> {
  const prediction = await getPrediction(deps, models, id)
  const model = models.find(({ name }) => name === prediction.model)
  if (model === undefined) throw servingErrors.predictionNotFound({ id })
  const graph = whyGraph()
  graph.add({
    id: prediction.id,
    kind: 'prediction',
    label: `${model.view.label.column} ${prediction.value}`,
    at: prediction.madeAt,
    details: detailsOf(prediction),
  })
  for (const { name } of groupsRead(model.view)) {
    await whyFeatureRow(deps, graph, model, prediction, name)
  }
  for (const part of prediction.parts ?? []) {
    await whyPart(deps, graph, models, { prediction, part })
  }
  await whyPredicting(deps, graph, prediction, 'predicted by')
  const batchRun = await findBatchRun(deps.database, prediction)
  if (batchRun !== undefined) {
    await whyRun(deps, graph, batchRun, { id: prediction.id, text: 'predicted in' })
  }
  return { prediction, nodes: graph.nodes(), edges: graph.edges() }
}

/** With how sure the service was, and what its function told. */
function detailsOf({
  origin,
  at,
  confidence,
  fallback,
  modelValue,
  reply,
}: Prediction): WhyNode['details'] {
  return {
    origin,
    for: at.toISOString(),
    ...(confidence === undefined ? {} : { confidence }),
    ...(fallback === undefined ? {} : { fallback }),
    ...(modelValue === undefined ? {} : { modelValue }),
    ...(reply as WhyNode['details'] | undefined),
  }
}

async function whyPredicting(
  deps: WhyDeps,
  graph: WhyGraph,
  { id, model, version: number }: Pick<Prediction, 'model' | 'version'> & { readonly id: string },
  text: string,
): Promise<void> {
  const version = await getVersion(deps.models, model, number)
  await whyVersion(deps, graph, version, { id, text })
}

/** What another model of the service said, and what that was made of. */
async function whyPart(
  deps: WhyDeps,
  graph: WhyGraph,
  models: readonly ServedModel[],
  { prediction, part }: { readonly prediction: Prediction; readonly part: PredictionPart },
): Promise<void> {
  const { name, kind, model, version, value, inputs } = part
  const id = `${prediction.id}/${name}`
  const label = `${name} ${value}`
  graph.add({ id, kind: 'prediction', label, at: prediction.madeAt, details: { part: kind } })
  graph.link(id, prediction.id, partTexts[kind])
  await whyPredicting(deps, graph, { id, model, version }, 'predicted by')
  const own = models.find((one) => one.name === model)
  if (own === undefined || inputs === undefined) return
  const made = { ...prediction, ...inputs, knownBy: new Date(inputs.knownBy), id, model }
  for (const group of groupsRead(own.view)) {
    await whyFeatureRow(deps, graph, own, made, group.name)
  }
}

const partTexts: Readonly<Record<PredictionPart['kind'], string>> = {
  chain: 'told the model by',
  ensemble: 'put together from',
  fallback: 'answered, as the models were not sure, by',
}

/** The run of the batch that a prediction was made in. */
async function findBatchRun(
  { queries }: DatabaseSession,
  { model, version, madeAt, origin }: Prediction,
): Promise<string | undefined> {
  if (origin === 'online') return undefined
  const row = await queries
    .selectFrom('prediction_batches')
    .select('run_id')
    .where('model', '=', model)
    .where('version', '=', version)
    .where('made_at', '=', madeAt.toISOString())
    .executeTakeFirst()
  return row?.run_id ?? undefined
}
