import type { EarlyStopping } from '../boosting/boosted-trees.ts'
import { checkSetting, isShare, isWhole } from '../check-setting.ts'
import type { StandardScale } from '../standard-scale.ts'

/** A multilayer perceptron: layers of units, each a weighted sum that counts where it is above 0. */
export interface NeuralNetwork {
  readonly kind: 'neuralNetwork'
  /**
   * `'classification'`: the target is 0 or 1, and a prediction is how likely 1 is; `'classes'`: the target is
   * the whole number of a class, and so is a prediction.
   */
  readonly task: 'regression' | 'classification' | 'classes'
  /** How many units each hidden layer has. */
  readonly hidden: readonly number[]
  /** How often all rows are seen, at most. */
  readonly epochs: number
  readonly batchRows: number
  /** Adam's step (Kingma & Ba 2015). */
  readonly learningRate: number
  /** The share of hidden units that are left out at each step. */
  readonly dropout: number
  /** Half of it times the square of each weight is added to the loss of a row. */
  readonly l2: number
  /** Holds rows back, by seed, and stops so many epochs after their loss was best. */
  readonly earlyStopping?: EarlyStopping
}

/** A layer: `weights[unit · inputs + input]`. */
export interface Layer {
  readonly weights: readonly number[]
  readonly biases: readonly number[]
}

/** What was learned: plain JSON. */
export interface FittedNetwork {
  readonly kind: 'network'
  readonly scale: StandardScale
  /** The last one's sums are the answer. */
  readonly layers: readonly Layer[]
  readonly ends:
    | { readonly in: 'amount'; readonly mean: number; readonly deviation: number }
    | { readonly in: 'chance' }
    | { readonly in: 'classes'; readonly classes: readonly number[] }
}

/** Declares a network; what is left out has the usual value. Throws `learn.wrongSetting`. */
export function neuralNetwork(options: Partial<Omit<NeuralNetwork, 'kind'>> = {}): NeuralNetwork {
  const spec: NeuralNetwork = {
    kind: 'neuralNetwork',
    task: 'regression',
    hidden: [64],
    epochs: 200,
    batchRows: 64,
    learningRate: 0.001,
    dropout: 0,
    l2: 0.0001,
    ...options,
  }
  checkShape(spec)
  const { learningRate, dropout, l2, earlyStopping } = spec
  const isRate = learningRate > 0 && learningRate <= 1
  checkSetting(spec, 'learningRate', isRate, 'above 0 and at most 1')
  checkSetting(spec, 'dropout', dropout >= 0 && dropout < 1, 'from 0 to below 1')
  checkSetting(spec, 'l2', l2 >= 0 && Number.isFinite(l2), 'a number from 0')
  if (earlyStopping === undefined) return spec
  const { share, patience } = earlyStopping
  const holds = isShare(share) && share < 1 && isWhole(patience, 1, 1e6)
  checkSetting(spec, 'earlyStopping', holds, '{ share, patience }: below 1, and whole from 1')
  return spec
}

function checkShape(spec: NeuralNetwork): void {
  const { task, hidden, epochs, batchRows } = spec
  const isTask = ['regression', 'classification', 'classes'].includes(task)
  checkSetting(spec, 'task', isTask, '"regression", "classification" or "classes"')
  const areLayers = hidden.length <= 10 && hidden.every((size) => isWhole(size, 1, 4096))
  checkSetting(spec, 'hidden', areLayers, 'a list of at most 10 sizes from 1 to 4096')
  checkSetting(spec, 'epochs', isWhole(epochs, 1, 1e6), 'a whole number from 1')
  checkSetting(spec, 'batchRows', isWhole(batchRows, 1, 1e6), 'a whole number from 1')
}

/** A network in the midst of learning: plain JSON. */
export interface NetworkSoFar {
  readonly kind: 'networkSoFar'
  readonly epoch: number
  /** Steps of Adam. */
  readonly steps: number
  readonly layers: readonly LayerSoFar[]
  readonly best: BestEpoch
}

/** A layer with what Adam remembers of it. */
export interface LayerSoFar {
  readonly weights: readonly number[]
  readonly moments: readonly number[]
  readonly squares: readonly number[]
}

/** After which rows held back were predicted best; without a loss where none were held back. */
export interface BestEpoch {
  readonly loss?: number
  readonly epoch: number
  readonly layers: readonly Layer[]
}
