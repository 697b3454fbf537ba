import {
  compilePredictor,
  learnedColumns,
  toOnnx,
  type FittedForecaster,
  type FittedModel,
  type InputColumn,
  type SeriesTable,
} from '../../learn/index.ts'
import type { Signature } from '../../registry/index.ts'
import { trainingErrors } from '../errors.ts'
import { rawRows } from '../predict-part.ts'
import { measureParity } from '../version-parts.ts'
import type { Forecast } from './forecast.ts'

/** So many of the newest rows each graph is held to. */
const heldRows = 500

export interface ForecastGraphs {
  /** `model.onnx`, or one for each step: `ahead-1.onnx`, … */
  readonly files: Readonly<Record<string, Uint8Array>>
  readonly signature: Signature
  /** The largest difference between what was learned and a graph. */
  readonly parity: number
  /** Rows of the first graph with what it predicts. */
  readonly example: readonly unknown[]
}

/**
 * The regressors of a forecast as ONNX, with what each reads of the past (lags, windows, calendar, …) as named inputs.
 * Where the forecast learns changes, a graph answers with how far the value is from the last one. Throws `pathsDiffer`.
 */
export async function forecastGraphs(
  forecast: Forecast,
  fitted: FittedForecaster,
  table: SeriesTable,
): Promise<ForecastGraphs> {
  const { name, unit } = forecast
  const signature = signatureOf(fitted, unit)
  const rows = learnedColumns(fitted, table, heldRows)
  const files: Record<string, Uint8Array> = {}
  let parity = 0
  for (const [at, model] of fitted.models.entries()) {
    const graph = toOnnx(model, { modelName: name, outputName: signature.output.name })
    files[graphName(fitted, at)] = graph
    const features = rows[at] ?? []
    const predicted = predictRows(model, features)
    const difference = await measureParity(model, graph, signature, { features }, predicted)
    if (!(difference <= 1e-5)) throw trainingErrors.pathsDiffer({ model: name, parity: difference })
    parity = Math.max(parity, difference)
  }
  return { files, signature, parity, example: exampleOf(fitted, rows[0] ?? []) }
}

function graphName({ models }: FittedForecaster, at: number): string {
  return models.length === 1 ? 'model.onnx' : `ahead-${at + 1}.onnx`
}

function signatureOf({ spec, models }: FittedForecaster, unit: string | undefined): Signature {
  return {
    inputs: (models[0]?.inputs ?? []).map(({ name, kind }) => ({
      name,
      type: kind === 'category' ? 'text' : 'float',
    })),
    output: {
      name: spec.learns === 'change' ? 'change' : 'value',
      type: 'float',
      ...(unit === undefined ? {} : { unit }),
    },
  }
}

function exampleOf({ models }: FittedForecaster, features: readonly InputColumn[]) {
  const [model] = models
  if (model === undefined) return []
  const predict = compilePredictor(model)
  const rows = [...rawRows({ features, rowCount: rowCountOf(features) }, 5)]
  return rows.map((row) => ({ features: row, prediction: predict(row) }))
}

function predictRows(model: FittedModel, features: readonly InputColumn[]): Float64Array {
  const predict = compilePredictor(model)
  return Float64Array.from(rawRows({ features, rowCount: rowCountOf(features) }), predict)
}

function rowCountOf(features: readonly InputColumn[]): number {
  return features[0]?.values.length ?? 0
}
