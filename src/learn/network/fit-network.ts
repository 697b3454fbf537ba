import { seededRandom, type Random } from '../../base/index.ts'
import { checkTarget, yesOrNo } from '../boosting/loss.ts'
import { createBreather } from '../breather.ts'
import { findClasses } from '../classes.ts'
import type { LearningData, LearningOptions } from '../learning-data.ts'
import { shuffle } from '../shuffle.ts'
import { fitScale, scaleRows } from '../standard-scale.ts'
import { denseLayer, type DenseLayer } from './dense-layer.ts'
import { endOf, type NetworkEnd } from './network-end.ts'
import type { BestEpoch, FittedNetwork, NetworkSoFar, NeuralNetwork } from './neural-network.ts'
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
    openPass: (epoch) => networkPass(layers, spec.dropout, random.fork(`dropout ${epoch}`)),
    rows: scaleRows(scale, data.matrix),
    width: scale.means.length,
    weights: data.weights,
    end,
    ...parts,
  }
  const best = await train(training, (epoch) => random.fork(`order ${epoch}`), options)
  return { kind: 'network', scale, layers: best, ends }
}

function weighed({ target, weights }: LearningData): Float64Array {
  return target.filter((_, row) => (weights?.[row] ?? 1) > 0)
}

interface Training {
  readonly spec: NeuralNetwork
  readonly layers: readonly DenseLayer[]
  /** Of each epoch with chance of its own, so that learning can go on after any. */
  readonly openPass: (epoch: number) => NetworkPass
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
  randomOf: (epoch: number) => Random,
  { signal, onProgress, goOn }: LearningOptions,
): Promise<FittedNetwork['layers']> {
  const { spec, layers, heldBack } = training
  const patience = spec.earlyStopping?.patience ?? Number.POSITIVE_INFINITY
  const before = goOn?.kind === 'networkSoFar' ? takeUp(layers, goOn) : undefined
  let best: BestEpoch = before?.best ?? { epoch: 0, layers: plain(layers) }
  let steps = before?.steps ?? 0
  for (let epoch = (before?.epoch ?? 0) + 1; epoch <= spec.epochs; epoch += 1) {
    if (epoch - 1 - best.epoch >= patience) break
    signal?.throwIfAborted()
    const order = shuffle(training.learned, randomOf(epoch))
    const pass = training.openPass(epoch)
    const { loss, count } = await learnOnce(training, pass, order, steps, signal)
    steps = count
    const heldBackLoss = heldBack.length === 0 ? undefined : lossOf(training, pass, heldBack)
    if (heldBackLoss !== undefined && heldBackLoss < (best.loss ?? Number.POSITIVE_INFINITY)) {
      best = { loss: heldBackLoss, epoch, layers: plain(layers) }
    }
    const told = { epoch, steps, best }
    onProgress?.({
      done: epoch,
      total: spec.epochs,
      trainingLoss: loss,
      ...(heldBackLoss === undefined ? {} : { heldBackLoss }),
      soFar: () => ({ kind: 'networkSoFar', ...told, layers: layers.map(withMoments) }),
    })
  }
  return heldBack.length === 0 ? plain(layers) : best.layers
}

function withMoments({ weights, moments, squares }: DenseLayer) {
  return { weights: [...weights], moments: [...moments], squares: [...squares] }
}

/** Puts the layers back to where they were. */
function takeUp(layers: readonly DenseLayer[], goOn: NetworkSoFar): NetworkSoFar {
  for (const [place, layer] of layers.entries()) {
    const { weights = [], moments = [], squares = [] } = goOn.layers[place] ?? {}
    layer.weights.set(weights)
    layer.moments.set(moments)
    layer.squares.set(squares)
  }
  return goOn
}

/** Sees all rows once, some at a time. */
async function learnOnce(
  { spec, rows, width, weights, end }: Training,
  pass: NetworkPass,
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

function lossOf(
  { rows, width, weights, end }: Training,
  pass: NetworkPass,
  asked: readonly number[],
): number {
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
