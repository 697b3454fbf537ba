import { seededRandom, type Random } from '../../base/index.ts'
import { checkTarget, yesOrNo } from '../boosting/loss.ts'
import { createBreather } from '../breather.ts'
import { findClasses } from '../classes.ts'
import type { LearningData, LearningOptions } from '../learning-data.ts'
import { shuffle } from '../shuffle.ts'
import { fitScale, scaleRows } from '../standard-scale.ts'
import { denseLayer, type DenseLayer } from './dense-layer.ts'
import { endOf, type NetworkEnd } from './network-end.ts'
import type { FittedNetwork, NeuralNetwork } from './neural-network.ts'
import { networkPass, type NetworkPass } from './network-pass.ts'

/** Learns in the order that the seed says, so that the same rows give the same network. */
export async function fitNetwork(
  spec: NeuralNetwork,
  data: LearningData,
  options: LearningOptions,
): Promise<FittedNetwork> {
  if (spec.task === 'classification') checkTarget(yesOrNo, data.target)
  const random = seededRandom(options.seed).fork('network')
  const { ends, end } = endOf(spec.task, data, () => findClasses(weighed(data)))
  const scale = fitScale(data.matrix, data.weights)
  const sizes = [scale.means.length, ...spec.hidden, end.size]
  const layers = sizes
    .slice(1)
    .map((size, place) => denseLayer(sizes[place] ?? 0, size, random.fork(`layer ${place}`)))
  const parts = partRows(spec, data, random.fork('held back'))
  const training: Training = {
    spec,
    layers,
    pass: networkPass(layers, spec.dropout, random.fork('dropout')),
    rows: scaleRows(scale, data.matrix),
    width: scale.means.length,
    weights: data.weights,
    end,
    ...parts,
  }
  const best = await train(training, random.fork('order'), options)
  return { kind: 'network', scale, layers: best, ends }
}

function weighed({ target, weights }: LearningData): Float64Array {
  return target.filter((_, row) => (weights?.[row] ?? 1) > 0)
}

interface Training {
  readonly spec: NeuralNetwork
  readonly layers: readonly DenseLayer[]
  readonly pass: NetworkPass
  readonly rows: Float64Array
  readonly width: number
  readonly weights: Float64Array | undefined
  readonly end: NetworkEnd
  readonly learned: readonly number[]
  readonly heldBack: readonly number[]
}

function partRows(
  { earlyStopping }: NeuralNetwork,
  { target, weights }: LearningData,
  random: Random,
) {
  const rows = Array.from(target.keys()).filter((row) => (weights?.[row] ?? 1) > 0)
  if (earlyStopping === undefined) return { learned: rows, heldBack: [] }
  const order = shuffle(rows, random)
  const count = Math.min(rows.length - 1, Math.round(earlyStopping.share * rows.length))
  return { learned: order.slice(count), heldBack: order.slice(0, count) }
}

/** The layers of the last epoch, or of the one after which the rows held back were predicted best. */
async function train(
  training: Training,
  random: Random,
  { signal, onProgress }: LearningOptions,
): Promise<FittedNetwork['layers']> {
  const { spec, layers, heldBack } = training
  const patience = spec.earlyStopping?.patience ?? Number.POSITIVE_INFINITY
  let best = { loss: Number.POSITIVE_INFINITY, epoch: 0, layers: plain(layers) }
  let steps = 0
  for (let epoch = 1; epoch <= spec.epochs; epoch += 1) {
    signal?.throwIfAborted()
    const order = shuffle(training.learned, random)
    const { loss, count } = await learnOnce(training, order, steps, signal)
    steps = count
    const heldBackLoss = heldBack.length === 0 ? undefined : lossOf(training, heldBack)
    onProgress?.({
      done: epoch,
      total: spec.epochs,
      trainingLoss: loss,
      ...(heldBackLoss === undefined ? {} : { heldBackLoss }),
    })
    if (heldBackLoss === undefined) continue
    if (heldBackLoss < best.loss) best = { loss: heldBackLoss, epoch, layers: plain(layers) }
    if (epoch - best.epoch >= patience) return best.layers
  }
  return heldBack.length === 0 ? plain(layers) : best.layers
}

/** Sees all rows once, some at a time. */
async function learnOnce(
  { spec, pass, rows, width, weights, end }: Training,
  order: readonly number[],
  steps: number,
  signal: AbortSignal | undefined,
) {
  const breather = createBreather(signal)
  const { batchRows, learningRate: rate, l2 } = spec
  let loss = 0
  let weightSum = 0
  let count = steps
  for (let start = 0; start < order.length; start += batchRows) {
    const batch = order.slice(start, start + batchRows)
    let batchSum = 0
    for (const row of batch) {
      const weight = weights?.[row] ?? 1
      const sums = pass.forward(rows.subarray(row * width, (row + 1) * width), true)
      loss += weight * end.loss(sums, row)
      pass.backward(end.slopes(sums, row, weight))
      batchSum += weight
    }
    weightSum += batchSum
    count += 1
    pass.step({ rate, l2, weightSum: batchSum, count })
    if (breather.isDue(pass.work * batch.length)) await breather.breathe()
  }
  return { loss: loss / weightSum, count }
}

function lossOf({ pass, rows, width, weights, end }: Training, asked: readonly number[]): number {
  let loss = 0
  let weightSum = 0
  for (const row of asked) {
    const weight = weights?.[row] ?? 1
    loss +=
      weight * end.loss(pass.forward(rows.subarray(row * width, (row + 1) * width), false), row)
    weightSum += weight
  }
  return loss / weightSum
}

function plain(layers: readonly DenseLayer[]): FittedNetwork['layers'] {
  return layers.map(({ weights, inputs, outputs }) => ({
    weights: [...weights.subarray(0, inputs * outputs)],
    biases: [...weights.subarray(inputs * outputs)],
  }))
}
