import { seededRandom, type Random } from '../../base/index.ts'
import { checkTarget, yesOrNo } from '../boosting/loss.ts'
import { createBreather } from '../breather.ts'
import { findClasses } from '../classes.ts'
import type { LearningData, LearningOptions } from '../learning-data.ts'
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
  readonly learned: Int32Array
  readonly heldBack: Int32Array
}

function partRows(
  { earlyStopping }: NeuralNetwork,
  { target, weights }: LearningData,
  random: Random,
) {
  const rows = Int32Array.from(target.keys()).filter((row) => (weights?.[row] ?? 1) > 0)
  if (earlyStopping === undefined) return { learned: rows, heldBack: new Int32Array(0) }
  shuffle(rows, random)
  const count = Math.min(rows.length - 1, Math.round(earlyStopping.share * rows.length))
  return { learned: rows.slice(count), heldBack: rows.slice(0, count) }
}

function shuffle(rows: Int32Array, random: Random): void {
  for (let last = rows.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1)
    const row = rows[last] ?? 0
    rows[last] = rows[other] ?? 0
    rows[other] = row
  }
}

/** The layers of the last epoch, or of the one after which the rows held back were predicted best. */
async function train(
  training: Training,
  random: Random,
  { signal, onProgress }: LearningOptions,
): Promise<FittedNetwork['layers']> {
  const { spec, layers, learned, heldBack } = training
  const patience = spec.earlyStopping?.patience ?? Number.POSITIVE_INFINITY
  let best = { loss: Number.POSITIVE_INFINITY, epoch: 0, layers: plain(layers) }
  let steps = 0
  for (let epoch = 1; epoch <= spec.epochs; epoch += 1) {
    shuffle(learned, random)
    const { loss, count } = await learnOnce(training, steps, signal)
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
  { spec, pass, rows, width, weights, end, learned }: Training,
  steps: number,
  signal: AbortSignal | undefined,
) {
  const breather = createBreather(signal)
  const { batchRows, learningRate: rate, l2 } = spec
  let loss = 0
  let weightSum = 0
  let count = steps
  for (let start = 0; start < learned.length; start += batchRows) {
    const batch = learned.subarray(start, start + batchRows)
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

function lossOf({ pass, rows, width, weights, end }: Training, asked: Int32Array): number {
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
