import { normalCdf, normalQuantile } from '../../../learn/index.ts'
import { pairCorrelation } from './normal-scores.ts'

/** Pairs that are rarer say nothing of how two columns go together. */
const fewestPairs = 20

/**
 * How the normal numbers behind columns must be correlated so that the columns, whose values may be few,
 * come out correlated as they are. `scores` are normal scores, NaN where a value is missing.
 */
export function learnCopula(scores: readonly Float64Array[]): readonly (readonly number[])[] {
  const steps = scores.map(stepsOf)
  const below = scores.map((own, row) =>
    scores.slice(0, row).map((other, column) => latentOf(own, other, [steps[row], steps[column]])),
  )
  const at = (row: number, column: number) => below[row]?.[column] ?? 0
  return scores.map((_, row) =>
    scores.map((__, column) =>
      row === column ? 1 : at(Math.max(row, column), Math.min(row, column)),
    ),
  )
}

function latentOf(
  a: Float64Array,
  b: Float64Array,
  [stepsA, stepsB]: readonly [Steps | undefined, Steps | undefined],
): number {
  const { correlation, count } = pairCorrelation(a, b)
  if (count < fewestPairs || correlation === 0) return 0
  const latent =
    stepsA === undefined && stepsB === undefined
      ? correlation
      : solveLatent(correlation, stepsA, stepsB)
  return Math.round(latent * 1e4) / 1e4
}

/** The score that each probability has, where values are so few that steps show. */
type Steps = Float64Array

function stepsOf(scores: Float64Array): Steps | undefined {
  const known = scores.filter((score) => !Number.isNaN(score)).toSorted()
  return new Set(known).size > known.length / 4 ? undefined : known
}

const trialCount = 1000
type Trial = readonly [first: number, second: number]
let trials: readonly Trial[] | undefined

/** Pairs of independent normal numbers that fill the plane evenly; made when they are first asked for. */
function evenTrials(): readonly Trial[] {
  return (trials ??= Array.from({ length: trialCount }, (_, at) => {
    return [normalQuantile((at + 0.5) / trialCount), normalQuantile(mirrored(at))] as const
  }))
}

/** The digits of a binary number behind the point (van der Corput), never 0. */
function mirrored(at: number): number {
  let [value, place] = [0.5 / 1024, 0.5]
  for (let left = at; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) value += place
    place /= 2
  }
  return value
}

const strongest = 0.995

/** By halving: the correlation that steps leave grows with that of the numbers behind them. */
function solveLatent(wanted: number, a: Steps | undefined, b: Steps | undefined): number {
  let [low, high] = [-strongest, strongest]
  for (let round = 0; round < 14; round += 1) {
    const middle = (low + high) / 2
    if (steppedCorrelation(middle, a, b) < wanted) low = middle
    else high = middle
  }
  return (low + high) / 2
}

function steppedCorrelation(latent: number, a: Steps | undefined, b: Steps | undefined): number {
  const beside = Math.sqrt(1 - latent * latent)
  const x = Float64Array.from(evenTrials(), ([first]) => scoreAt(first, a))
  const y = Float64Array.from(evenTrials(), ([first, second]) =>
    scoreAt(latent * first + beside * second, b),
  )
  return pairCorrelation(x, y).correlation
}

function scoreAt(normal: number, steps: Steps | undefined): number {
  if (steps === undefined) return normal
  const place = Math.floor(normalCdf(normal) * steps.length)
  return steps[Math.min(place, steps.length - 1)] ?? 0
}
