import { seededRandom } from '../base/index.ts'
import { checkFeatures, checkTarget } from './check-rows.ts'
import { checkSetting } from './check-setting.ts'
import type { Encoder } from './encoders/encoder.ts'
import { featureNames } from './encoders/column-features.ts'
import { fitEncoder, type EncoderFit } from './encoders/fit-encoder.ts'
import { learnErrors } from './errors.ts'
import { encodeInputs, type Feature, type FeatureMatrix } from './feature-matrix.ts'
import { fitModel } from './fit-model.ts'
import {
  checkEncoders,
  checkScale,
  completeFeatures,
  fitPrepared,
  type FittingOptions,
} from './fit-prepared.ts'
import type { FittedModel } from './fitted-model.ts'
import { sampleBatches, type RowBatch, type SampledRows } from './sample-batches.ts'
import { cutFeature } from './trees/bin-features.ts'
import { usualEncoder } from './usual-encoder.ts'

export interface FitFromBatchesOptions extends Omit<FittingOptions, 'from'> {
  /** By name of the column; a column without one has the usual encoder of its kind. */
  readonly encoders?: Readonly<Record<string, Encoder>>
  /** Reads the rows, each time the same in the same order; they are read twice. */
  readonly read: () => AsyncIterable<RowBatch>
  /** Of so many rows, drawn by seed, encoders and bins are learned; fewer rows are learned from as at once. */
  readonly sampled?: number
}

/**
 * Learns of more rows than memory holds as they come: for boosted trees a byte is kept of each value, and of each row
 * its target and some forty to seventy bytes; for other learners 32 bits of each feature. A few rows are learned from as
 * `fitModel` does. Throws what that throws, and `learn.wrongSetting` for the loss `'ranking'`.
 */
export async function fitFromBatches(options: FitFromBatchesOptions): Promise<FittedModel> {
  const { learner, read, encoders = {}, seed, signal, sampled = 100_000, combine } = options
  if (learner.kind === 'boostedTrees') {
    checkSetting(learner, 'loss', learner.loss !== 'ranking', 'another where rows come in batches')
  }
  const random = seededRandom(seed).fork('sample')
  const all = await sampleBatches(read, sampled, random, signal)
  const { sample, target, weights } = all
  if (target.length <= sampled) return fitModel({ ...options, ...sample })
  checkEncoders(encoders, sample.columns)
  checkScale(learner, options.labelScale)
  checkTarget(target, weights)
  const drawn = { values: sample.target, seed, ...(sample.weights && { weights: sample.weights }) }
  const fits = sample.columns.map((column) =>
    fitEncoder(column, encoders[column.name] ?? usualEncoder(learner, column), drawn),
  )
  const inputs = fits.map(({ input }) => input)
  const features = () => readFeatures(options, fits, all)
  const beside = weights === undefined ? {} : { weights }
  if (learner.kind !== 'boostedTrees' || combine !== undefined) {
    const own = await gatherFeatures(features(), target.length)
    return fitPrepared(options, completeFeatures(options, inputs, own, target), beside)
  }
  const seen = encodeInputs(inputs, sample.columns).features
  const cuts = seen.map((feature) => cutFeature(feature, learner.maxBins))
  const matrix = {
    rowCount: target.length,
    features: seen.map((feature) => ({ ...feature, values: new Float32Array(0) })),
  }
  const prepared = completeFeatures(options, inputs, matrix, target)
  return fitPrepared(options, prepared, { ...beside, binned: { cuts, read: features } })
}

/** The features of all rows, some at a time; drawn rows see of their own labels only what other rows tell. */
async function* readFeatures(
  { read, signal }: FitFromBatchesOptions,
  fits: readonly EncoderFit[],
  { drawn, target }: SampledRows,
): AsyncGenerator<readonly Feature[]> {
  const inputs = fits.map(({ input }) => input)
  const told = fits.flatMap(({ input, outOfFold }) =>
    outOfFold === undefined ? [] : [{ feature: featureNames(input)[0], values: outOfFold }],
  )
  const order = Uint32Array.from(drawn.keys()).toSorted((a, b) => (drawn[a] ?? 0) - (drawn[b] ?? 0))
  let start = 0
  let next = 0
  for await (const { columns } of read()) {
    signal?.throwIfAborted()
    const own = encodeInputs(inputs, columns)
    checkFeatures(own, columns)
    const end = start + own.rowCount
    if (end > target.length) throw changedLength(end, target.length)
    for (; (drawn[order[next] ?? -1] ?? end) < end; next += 1) {
      const place = order[next] ?? 0
      for (const { feature, values } of told) {
        const made = own.features.find(({ name }) => name === feature)?.values
        made?.set([values[place] ?? Number.NaN], (drawn[place] ?? 0) - start)
      }
    }
    yield own.features
    start = end
  }
  if (start !== target.length) throw changedLength(start, target.length)
}

function changedLength(length: number, rowCount: number) {
  return learnErrors.unequalLengths({ what: 'What was read again', length, rowCount })
}

async function gatherFeatures(
  batches: AsyncIterable<readonly Feature[]>,
  rowCount: number,
): Promise<FeatureMatrix> {
  let gathered: readonly Feature[] | undefined
  let start = 0
  for await (const features of batches) {
    gathered ??= features.map((own) => ({ ...own, values: new Float32Array(rowCount) }))
    for (const [place, { values }] of features.entries()) gathered[place]?.values.set(values, start)
    start += features[0]?.values.length ?? 0
  }
  return { rowCount, features: gathered ?? [] }
}
