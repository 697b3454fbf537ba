import {
  explainBySampling,
  openExplainer,
  type Explain,
  type Explainer,
  type ExplanationScale,
  type FittedModel,
  type InputColumn,
} from '../learn/index.ts'
import {
  getVersion,
  openGraphColumns,
  readVersionFile,
  type ModelStore,
  type ModelVersion,
} from '../registry/index.ts'
import type { BlobStore } from '../storage/index.ts'
import { servingErrors } from './errors.ts'
import type { Answer } from './open-service.ts'
import { faceRow } from './face-names.ts'
import { rememberVersions } from './remember-versions.ts'
import type { FaceNames } from './service.ts'

/** What each column adds to one prediction: base and contributions sum to what is said, in that scale. */
export interface PredictionExplanation {
  readonly scale: ExplanationScale
  readonly base: number
  /** The largest first. */
  readonly contributions: Readonly<Record<string, number>>
}

export interface ExplainDeps {
  readonly blobs: BlobStore
  readonly models: ModelStore
}

/** An answer each of whose predictions says why. */
export interface ExplainedAnswer extends Omit<Answer, 'predictions'> {
  readonly predictions: readonly (Readonly<Record<string, unknown>> & {
    readonly explanation: PredictionExplanation
  })[]
}

/**
 * Makes a function that explains answers of services by the features that they tell. Throws `notExplained` for a
 * version that has kept nothing to explain by.
 */
export function answerExplainer(
  deps: ExplainDeps,
): (answer: Answer, names?: FaceNames) => Promise<ExplainedAnswer> {
  const open = rememberVersions((model, version) => openVersion(deps, model, version), closeVersion)
  return async (answer, names = {}) => {
    const predictions = answer.predictions.map(async (prediction) => {
      const row: Readonly<Record<string, unknown>> = { ...prediction }
      const version = Number(row['modelVersion'] ?? answer.version)
      const { inputs, explain } = await open(answer.model, version)
      const { columns, contributions, base, scale } = await explain(
        inputs.map(({ name, kind }) => toColumn(name, kind, row[names[name] ?? name])),
      )
      const each = columns.map((column, at) => [column, contributions[at] ?? 0] as const)
      const largestFirst = each.toSorted(([, a], [, b]) => Math.abs(b) - Math.abs(a))
      return {
        ...row,
        explanation: {
          scale,
          base: base[0] ?? Number.NaN,
          contributions: faceRow(names, Object.fromEntries(largestFirst)),
        },
      }
    })
    return { ...answer, predictions: await Promise.all(predictions) }
  }
}

interface OpenedExplainer {
  readonly inputs: readonly Pick<InputColumn, 'name' | 'kind'>[]
  readonly explain: Explain
  /** Of a graph: ends its thread. */
  readonly close?: () => Promise<void>
}

async function closeVersion({ close }: OpenedExplainer): Promise<void> {
  await close?.()
}

async function openVersion(
  { blobs, models }: ExplainDeps,
  model: string,
  number: number,
): Promise<OpenedExplainer> {
  const version = await getVersion(models, model, number)
  const { files } = version
  if (files['explainer.json'] === undefined) {
    throw servingErrors.notExplained({ model, version: number })
  }
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(new TextDecoder().decode(await readVersionFile(blobs, version, name)))
  const explainer = (await read('explainer.json')) as Explainer
  if (files['fitted.json'] === undefined) return openGraph(blobs, version, explainer)
  const fitted = (await read('fitted.json')) as FittedModel
  return { inputs: fitted.inputs, explain: openExplainer(fitted, explainer) }
}

/** A graph is explained by asking it, with rows in the place of what is not known. */
async function openGraph(
  blobs: BlobStore,
  version: ModelVersion,
  explainer: Explainer,
): Promise<OpenedExplainer> {
  if (explainer.kind !== 'sampled') {
    throw servingErrors.notExplained({ model: version.model, version: version.version })
  }
  const graph = await openGraphColumns(blobs, version)
  const { background } = explainer
  return { inputs: background, explain: explainBySampling(graph, background), close: graph.close }
}

/** One value as a column of the model's. */
export function toColumn(name: string, kind: InputColumn['kind'], value: unknown): InputColumn {
  if (kind === 'number') {
    return { name, kind, values: Float64Array.of(typeof value === 'number' ? value : Number.NaN) }
  }
  return { name, kind, values: [typeof value === 'string' ? value : undefined] }
}
