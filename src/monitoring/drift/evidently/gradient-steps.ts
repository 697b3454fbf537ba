import { mersenneTwister } from '../../../learn/index.ts'

/** A row by the places of its features and their values. */
export interface SparseRow {
  readonly places: Uint32Array
  readonly values: Float64Array
}

export interface GradientSteps {
  readonly loss: 'modifiedHuber' | 'logistic'
  readonly penalty: 'l1' | 'l2'
  readonly mostRounds: number
  /** Of one step of the intercept, 0.01 where features are sparse. */
  readonly interceptShare: number
}

export interface LinearScore {
  readonly weights: Float64Array
  readonly intercept: number
}

const alpha = 1e-4
const tolerance = 1e-3
const roundsWithoutGain = 5
const seed = 42
const leastScale = 1e-9
const largestGradient = 1e12

/**
 * Weights that tell rows of `isOne` from the others, by the very steps of scikit-learn 1.9's `SGDClassifier` with
 * `random_state=42`, for what must come out as it does there: its order of rows, its rates, and its norms, which count
 * the features of the last row alone. For all else there is `logisticRegression`.
 */
export function fitByGradientSteps(
  rows: readonly SparseRow[],
  isOne: Uint8Array,
  featureCount: number,
  how: GradientSteps,
): LinearScore {
  const state = startOf(featureCount, how)
  const order = Uint32Array.from(rows.keys())
  const shuffleSeed = drawShuffleSeed()
  let [best, idleRounds] = [Infinity, 0]
  for (let round = 0; round < how.mostRounds && idleRounds < roundsWithoutGain; round += 1) {
    shuffle(order, shuffleSeed)
    let objective = 0
    for (const row of order) {
      objective += step(state, rows[row] ?? noFeatures, isOne[row] === 1)
    }
    const mean = objective / rows.length
    idleRounds = mean > best - tolerance ? idleRounds + 1 : 0
    if (mean < best) best = mean
  }
  rescale(state)
  return { weights: state.weights, intercept: state.intercept }
}

export function scoreRow({ weights, intercept }: LinearScore, row: SparseRow): number {
  let sum = 0
  for (const [at, place] of row.places.entries()) {
    sum += (weights[place] ?? 0) * (row.values[at] ?? 0)
  }
  return sum + intercept
}

const noFeatures: SparseRow = { places: new Uint32Array(0), values: new Float64Array(0) }

interface Descent extends GradientSteps {
  readonly weights: Float64Array
  /** What the penalty has taken from each weight. */
  readonly taken: Float64Array
  readonly firstStep: number
  /** By which all weights are to be multiplied. */
  scale: number
  intercept: number
  stepCount: number
  penalty1: number
  norm1: number
  norm2: number
}

function startOf(featureCount: number, how: GradientSteps): Descent {
  const typicalWeight = Math.sqrt(1 / Math.sqrt(alpha))
  const gradient = losses[how.loss].gradient(true, -typicalWeight)
  return {
    ...how,
    weights: new Float64Array(featureCount),
    taken: new Float64Array(featureCount),
    firstStep: 1 / ((typicalWeight / Math.max(1, gradient)) * alpha),
    scale: 1,
    intercept: 0,
    stepCount: 1,
    penalty1: 0,
    norm1: 0,
    norm2: 0,
  }
}

/** Learns of one row, and gives what was to be made small, as it was before. */
function step(state: Descent, row: SparseRow, isOne: boolean): number {
  const said = dot(state, row) + state.intercept
  const rate = 1 / (alpha * (state.firstStep + state.stepCount - 1))
  const loss = losses[state.loss]
  const penalty = state.penalty === 'l1' ? state.norm1 : 0.5 * Math.sqrt(state.norm2) ** 2
  const objective = loss.of(isOne, said) + alpha * penalty
  const gradient = loss.gradient(isOne, said)
  const move = -rate * Math.min(largestGradient, Math.max(-largestGradient, gradient))
  if (state.penalty === 'l2') shrink(state, Math.max(0, 1 - rate * alpha))
  if (move !== 0) {
    add(state, row, move)
    state.intercept += move * state.interceptShare
  }
  if (state.penalty === 'l1') {
    state.penalty1 += rate * alpha
    cut(state, row)
  }
  state.stepCount += 1
  return objective
}

function dot({ weights, scale }: Descent, { places, values }: SparseRow): number {
  let sum = 0
  for (let at = 0; at < places.length; at += 1) {
    sum += (weights[places[at] ?? 0] ?? 0) * (values[at] ?? 0)
  }
  return sum * scale
}

function add(state: Descent, { places, values }: SparseRow, move: number): void {
  const { weights, scale } = state
  let [norm1, norm2] = [0, 0]
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at] ?? 0
    const weight = (weights[place] ?? 0) + (values[at] ?? 0) * (move / scale)
    weights[place] = weight
    norm1 += Math.abs(weight)
    norm2 += weight * weight
  }
  state.norm1 = norm1 * scale
  state.norm2 = norm2 * (scale * scale)
}

function shrink(state: Descent, by: number): void {
  state.scale *= by
  state.norm1 *= by
  state.norm2 *= by * by
  if (state.scale < leastScale) rescale(state)
}

function rescale(state: Descent): void {
  for (const [place, weight] of state.weights.entries()) state.weights[place] = weight * state.scale
  state.scale = 1
}

/** Weights of the row come nearer to zero, by what others have had taken meanwhile (Tsuruoka and others, 2009). */
function cut({ weights, taken, penalty1 }: Descent, { places }: SparseRow): void {
  for (const place of places) {
    const [before, had] = [weights[place] ?? 0, taken[place] ?? 0]
    if (before > 0) weights[place] = Math.max(0, before - (penalty1 + had))
    else if (before < 0) weights[place] = Math.min(0, before + (penalty1 - had))
    taken[place] = had + ((weights[place] ?? 0) - before)
  }
}

const losses = {
  modifiedHuber: {
    of(isOne: boolean, said: number): number {
      const margin = isOne ? said : -said
      if (margin >= 1) return 0
      return margin >= -1 ? (1 - margin) * (1 - margin) : -4 * margin
    },
    gradient(isOne: boolean, said: number): number {
      const sign = isOne ? 1 : -1
      const margin = said * sign
      if (margin >= 1) return 0
      return margin >= -1 ? 2 * (1 - margin) * -sign : -4 * sign
    },
  },
  logistic: {
    of: (isOne: boolean, said: number): number => softPlus(said) - (isOne ? said : 0),
    gradient(isOne: boolean, said: number): number {
      const truth = Number(isOne)
      if (said <= -37) return Math.exp(said) - truth
      const power = Math.exp(-said)
      return (1 - truth - truth * power) / (1 + power)
    },
  },
} as const

/** ln(1 + eˣ), by its terms that count. */
function softPlus(x: number): number {
  if (x <= -37) return Math.exp(x)
  if (x <= -2) return Math.log1p(Math.exp(x))
  if (x <= 18) return Math.log(1 + Math.exp(x))
  return x <= 33.3 ? x + Math.exp(-x) : x
}

/** The second that is drawn: the first is for drawing rows one by one, which is not done. */
function drawShuffleSeed(): number {
  const random = mersenneTwister(seed)
  random.atMost(2 ** 31 - 3)
  return random.atMost(2 ** 31 - 2)
}

function shuffle(order: Uint32Array, from: number): void {
  let bits = from
  for (let at = 0; at < order.length - 1; at += 1) {
    bits ^= bits << 13
    bits ^= bits >>> 17
    bits ^= bits << 5
    const other = at + (((bits >>> 0) % 2 ** 31) % (order.length - at))
    const held = order[at] ?? 0
    order[at] = order[other] ?? 0
    order[other] = held
  }
}
