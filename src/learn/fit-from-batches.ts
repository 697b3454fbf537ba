import { seededRandom } from '../base/index.ts'
import type { BoostedTrees } from './boosting/boosted-trees.ts'
import { fitBoostedTrees } from './boosting/fit-boosted-trees.ts'
import { checkFeatures, checkTarget } from './check-rows.ts'
import { checkSetting } from './check-setting.ts'
import type { Encoder } from './encoders/encoder.ts'
import { fitEncoder } from './encoders/fit-encoder.ts'
import { encodeInputs } from './feature-matrix.ts'
import { fitModel } from './fit-model.ts'
import type { FittedModel } from './fitted-model.ts'
import type { LearningOptions } from './learning-data.ts'
import { sampleBatches, type RowBatch } from './sample-batches.ts'
import { cutFeature } from './trees/bin-features.ts'
import { usualEncoder } from './usual-encoder.ts'

export interface FitFromBatchesOptions extends Omit<LearningOptions, 'from'> {
  readonly learner: BoostedTrees
  /** Reads the rows, each time the same in the same order; they are read twice. */
  readonly read: () => AsyncIterable<RowBatch>
  readonly encoders?: Readonly<Record<string, Encoder>>
  /** Of so many rows, drawn by seed, encoders and bins are learned; fewer rows are learned from as at once. */
  readonly sampled?: number
}

/**
 * Learns boosted trees of more rows than memory holds: of each value a byte is kept, of each row its target and some
 * sixty bytes. A few rows are learned from as `fitModel` does. Throws what that throws, and `learn.wrongSetting` for
 * `'ranking'`.
 */
export async function fitFromBatches(options: FitFromBatchesOptions): Promise<FittedModel> {
  const { learner, read, encoders = {}, seed, signal, goOn, sampled = 100_000 } = options
  checkSetting(learner, 'loss', learner.loss !== 'ranking', 'another where rows come in batches')
  const random = seededRandom(seed).fork('sample')
  const { sample, target, weights } = await sampleBatches(read, sampled, random, signal)
  if (target.length <= sampled) return fitModel({ ...options, ...sample })
  checkTarget(target, weights)
  const drawn = { values: sample.target, seed, ...(sample.weights && { weights: sample.weights }) }
  const inputs = sample.columns.map(
    (column) =>
      fitEncoder(column, encoders[column.name] ?? usualEncoder(learner, column), drawn).input,
  )
  const { features } = encodeInputs(inputs, sample.columns)
  const cuts = features.map((feature) => cutFeature(feature, learner.maxBins))
  const matrix = {
    rowCount: target.length,
    features: features.map((feature) => ({ ...feature, values: new Float32Array(0) })),
  }
  const binned = {
    cuts,
    async *read() {
      for await (const { columns } of read()) {
        signal?.throwIfAborted()
        const own = encodeInputs(inputs, columns)
        checkFeatures(own, columns)
        yield own.features
      }
    },
  }
  const data = { matrix, target, binned, ...(weights === undefined ? {} : { weights }) }
  const from = goOn?.kind === 'boostedTrees' ? { from: goOn } : {}
  return { inputs, learner: await fitBoostedTrees(learner, data, { ...options, ...from }) }
}
