import { joinFloats } from '../../base/index.ts'
import type { TrainingPart } from '../../features/index.ts'
import {
  askColumns,
  askShares,
  compilePredictor,
  joinSaid,
  type FittedModel,
  type Said,
} from '../../learn/index.ts'
import type { Signature } from '../../registry/index.ts'
import type { Model } from '../model.ts'
import { timedPredictions } from '../predict-part.ts'
import { groupColumns } from '../row-groups.ts'
import { measureParity } from '../version-parts.ts'
import { narrow, type PartRows } from './part-rows.ts'
import { joinParts } from './take-rows.ts'

/** What was held out, and what is said of it. */
export interface HeldOut {
  /** All rows, with the columns at least that measuring asks for. */
  readonly rows: TrainingPart
  /** The first ones, with all columns. */
  readonly first: TrainingPart
  /** By the function that serves. */
  readonly predicted: Float64Array
  /** By the model that has not seen them. */
  readonly said: Said
  /** What a row takes. */
  readonly medianMs: number
  /** The largest difference between the paths to a prediction, relative for large ones. */
  readonly parity: number
}

interface Answering {
  readonly fitted: FittedModel
  readonly measured: FittedModel
  readonly onnx: Uint8Array
  readonly signature: Signature
  readonly stopwatch: () => number
}

/** Answers the rows in all ways, some at a time where they are many. */
export async function answerHeldOut(
  { whole, read }: PartRows,
  model: Model,
  { fitted, measured, onnx, signature, stopwatch }: Answering,
): Promise<HeldOut> {
  const predict = compilePredictor(fitted)
  const names = [...model.slices, ...groupColumns(model)]
  const kept: TrainingPart[] = []
  const predicted: Float64Array[] = []
  const said: Said[] = []
  let first: TrainingPart | undefined
  let medianMs: number | undefined
  let parity = 0
  for await (const part of read()) {
    const own = timedPredictions(predict, part, stopwatch)
    medianMs ??= own.medianMs
    first ??= part
    predicted.push(own.predicted)
    said.push(
      measured === fitted
        ? { said: own.predicted, ...askShares(measured, part.features, model.measure) }
        : askColumns(measured, part.features, model.measure),
    )
    // NaN stays: it differs from all.
    parity = Math.max(parity, await measureParity(fitted, onnx, signature, part, own.predicted))
    kept.push(whole ?? narrow(part, names))
  }
  return {
    rows: joinParts(kept),
    first: first ?? joinParts([]),
    predicted: joinFloats(predicted),
    said: joinSaid(said),
    medianMs: medianMs ?? 0,
    parity,
  }
}
