import type { TrainingPart } from '../features/index.ts'
import { foldRows, kFold, measureRows, pickJudged, type SplitRows } from '../learn/index.ts'
import type { Model } from './model.ts'
import type { PredictFold } from './parts/predict-fold.ts'
import { groupsOf } from './row-groups.ts'

/** How good a model is on rows that it did not learn from, each part of them in turn. */
export interface CrossValidation {
  readonly folds: number
  readonly metrics: Readonly<Record<string, FoldedMetric>>
}

export interface FoldedMetric {
  readonly mean: number
  /** Of the folds: root of the mean squared distance from the mean, of a sample. */
  readonly deviation: number
  /** By fold. */
  readonly values: readonly number[]
}

/** The folds of a part, in the manner of the model's split. Throws `learn.wrongSetting` where rows are too few. */
export function foldsOf(
  { split }: Pick<Model, 'split'>,
  { at, label, keys }: TrainingPart,
  folds: number,
): readonly SplitRows[] {
  const { test: _, ...manner } = split
  return foldRows(kFold(folds, manner), { times: at, labels: label, columns: keys })
}

/** Learns as often as there are folds; the held-out part is left alone. */
export async function crossValidate(
  predict: PredictFold,
  model: Model,
  part: TrainingPart,
  { folds, onFold }: { readonly folds: number; readonly onFold?: () => void },
): Promise<CrossValidation> {
  const truth = part.label
  const all = { truth, said: truth, ...groupsOf(model.measure, part) }
  const measured = foldsOf(model, part, folds).map(async (fold) => {
    const said = await predict(fold)
    onFold?.()
    const rows = { ...pickJudged(all, { rows: fold.test }), ...said }
    return model.measure.map((metric) => measureRows(metric, rows))
  })
  const values = await Promise.all(measured)
  return {
    folds,
    metrics: Object.fromEntries(
      model.measure.map(({ name }, place) => [
        name,
        summarise(values.map((fold) => fold[place] ?? Number.NaN)),
      ]),
    ),
  }
}

function summarise(values: readonly number[]): FoldedMetric {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, deviation: Math.sqrt(squares / Math.max(1, values.length - 1)), values }
}
