import {
  fitFromBatches,
  fitModel,
  type FitFromBatchesOptions,
  type FittedModel,
} from '../../learn/index.ts'
import type { Model } from '../model.ts'
import type { PartRows } from './part-rows.ts'

type Learned = Pick<Model, 'learner' | 'seed'> &
  Partial<Pick<Model, 'encode' | 'combine' | 'labelScale'>>
type Beside = Pick<FitFromBatchesOptions, 'signal' | 'goOn' | 'onProgress'>

/** Learns from all rows at once where they are held, else as they come. */
export function learnRows(model: Learned, rows: PartRows, beside?: Beside): Promise<FittedModel> {
  return learnBy(settingsOf(model), rows, beside)
}

/** The same by settings. */
export function learnBy(
  settings: Omit<FitFromBatchesOptions, 'read'>,
  rows: PartRows,
  beside: Beside = {},
): Promise<FittedModel> {
  const options = { ...settings, ...beside }
  if (rows.whole !== undefined) {
    const { features, label } = rows.whole
    return fitModel({ ...options, columns: features, target: label })
  }
  return fitFromBatches({
    ...options,
    async *read() {
      for await (const { features, label } of rows.read())
        yield { columns: features, target: label }
    },
  })
}

/** What is learned, with nothing of rows and run. */
export function settingsOf({ learner, encode = {}, combine, labelScale, seed }: Learned) {
  return {
    learner,
    encoders: encode,
    ...(combine === undefined ? {} : { combine }),
    ...(labelScale === undefined ? {} : { labelScale }),
    seed,
  }
}
