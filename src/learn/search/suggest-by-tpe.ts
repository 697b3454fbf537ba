import type { Random, SettingValue } from '../../base/index.ts'
import { parzenChoices } from './parzen-choices.ts'
import { parzenNumbers, type ParzenDensity } from './parzen-numbers.ts'
import { axisOf } from './search-axis.ts'
import type { SearchRange, SearchSpace } from './search-space.ts'
import { suggestAtRandom } from './suggest-at-random.ts'
import { rankTrials, type Trial, type TrialValues } from './trial.ts'

/** So many trials are drawn by chance first. */
const startCount = 10
/** Of so many places drawn from where good trials are, the best is taken. */
const candidateCount = 24

/**
 * Values by the tree-structured Parzen estimator (Bergstra et al. 2011): those that are likely among the best
 * tenth of the trials and unlikely among the others. As Optuna's `TPESampler` with nothing set.
 */
export function suggestByTpe(
  space: SearchSpace,
  trials: readonly Trial[],
  random: Random,
): TrialValues {
  if (trials.length < startCount) return suggestAtRandom(space, random)
  const ranked = rankTrials(trials)
  const goodCount = Math.min(Math.ceil(0.1 * trials.length), 25)
  const good = inOrder(ranked.slice(0, goodCount))
  const others = inOrder(ranked.slice(goodCount))
  return Object.fromEntries(
    Object.entries(space).map(([name, range]) => [
      name,
      suggestOne(name, range, { good, others }, random.fork(name)),
    ]),
  )
}

interface Parted {
  readonly good: readonly Trial[]
  readonly others: readonly Trial[]
}

function suggestOne(
  name: string,
  range: SearchRange,
  { good, others }: Parted,
  random: Random,
): SettingValue {
  const { densityOf, toValue } = densities(name, range)
  const among = densityOf(good)
  const beside = densityOf(others)
  let best = 0
  let most = -Infinity
  for (let candidate = 0; candidate < candidateCount; candidate += 1) {
    const place = toValue.place(among.draw(random))
    const worth = among.logDensity(place) - beside.logDensity(place)
    if (worth > most) [best, most] = [place, worth]
  }
  return toValue.value(best)
}

interface Densities {
  readonly densityOf: (trials: readonly Trial[]) => ParzenDensity<number>
  readonly toValue: {
    /** The place that a value drawn really has. */
    readonly place: (drawn: number) => number
    readonly value: (place: number) => SettingValue
  }
}

function densities(name: string, range: SearchRange): Densities {
  if (range.kind === 'among') {
    const { values } = range
    return {
      densityOf: (trials) => {
        const seen = trials.map((trial) => values.indexOf(trial.values[name] ?? ''))
        return parzenChoices(values.length, seen, weightsOf(trials.length))
      },
      toValue: { place: (drawn) => drawn, value: (place) => values[place] ?? values[0] ?? '' },
    }
  }
  const axis = axisOf(range)
  return {
    densityOf: (trials) => {
      const places = trials.map((trial) => axis.toAxis(Number(trial.values[name])))
      return parzenNumbers(axis, places, weightsOf(trials.length))
    },
    toValue: {
      place: (drawn) => (axis.step === undefined ? drawn : axis.toAxis(axis.fromAxis(drawn))),
      value: axis.fromAxis,
    },
  }
}

/** Trials long ago count less, the last 25 whole, and the prior as one. They sum to 1. */
function weightsOf(count: number): readonly number[] {
  const fading = Math.max(0, count - 25)
  const weights = Array.from({ length: count }, (_, at) => {
    if (at >= fading) return 1
    return fading === 1 ? 1 / count : 1 / count + ((1 - 1 / count) * at) / (fading - 1)
  })
  const all = [...weights, 1]
  const whole = all.reduce((sum, weight) => sum + weight, 0)
  return all.map((weight) => weight / whole)
}

function inOrder(trials: readonly Trial[]): readonly Trial[] {
  return trials.toSorted((a, b) => a.number - b.number)
}
