import { rocAuc } from '../binary-metric.ts'
import { sharesOfClass, type ClassShares } from '../class-shares.ts'
import type { Metric } from '../metric.ts'
import { oneVsOneAuc } from './one-vs-one-auc.ts'
import { averagePrecision, calibrationError } from './yes-no-metrics.ts'

// Of how likely each class was held to be. As scikit-learn has them; NaN where that is not known.

/** Mean surprise: −ln of the share that was given to the class that was so. */
export function classLogLoss(): Metric {
  return ofShares('classLogLoss', 'lower', (truth, shares) =>
    mean(truthShares(truth, shares).map(surprise)),
  )
}

/** How much less surprised it is than one that knows only how often each class is. */
export function d2ClassLogLoss(): Metric {
  return ofShares('d2ClassLogLoss', 'higher', (truth, shares) => {
    const counts = new Map<number, number>()
    for (const value of truth) counts.set(value, (counts.get(value) ?? 0) + 1)
    const known = truth.map((value) => (counts.get(value) ?? 0) / truth.length)
    return 1 - mean(truthShares(truth, shares).map(surprise)) / mean(known.map(surprise))
  })
}

/** Mean squared distance of the shares from what was so, summed over classes (Brier 1950). */
export function classBrier(): Metric {
  return ofShares('classBrier', 'lower', (truth, { classes, shares }) => {
    let sum = 0
    for (const [row, value] of truth.entries()) {
      for (const [place, one] of classes.entries()) {
        const share = shares[row * classes.length + place] ?? Number.NaN
        sum += (share - (one === value ? 1 : 0)) ** 2
      }
      // A class that the model doesn't know was given nothing.
      if (!classes.includes(value)) sum += 1
    }
    return sum / truth.length
  })
}

/** How well each class is told from all others, on average over those that have rows. */
export function oneVsRestAuc(): Metric {
  return ofShares('oneVsRestAuc', 'higher', (truth, shares) =>
    meanOverClasses(rocAuc(), truth, shares),
  )
}

/** How well any two classes are told from each other, on average (Hand and Till 2001). */
export function pairwiseAuc(): Metric {
  return ofShares('pairwiseAuc', 'higher', oneVsOneAuc)
}

/** The area under precision over recall of each class against all others, on average. */
export function macroAveragePrecision(): Metric {
  return ofShares('macroAveragePrecision', 'higher', (truth, shares) =>
    meanOverClasses(averagePrecision(), truth, shares),
  )
}

/** How far the share of the likeliest class is from how often it is right, in ten bins (Guo et al. 2017). */
export function classCalibrationError(): Metric {
  return ofShares('classCalibrationError', 'lower', (truth, { classes, shares }) => {
    const width = classes.length
    const right = new Float64Array(truth.length)
    const surest = truth.map((value, row) => {
      const own = shares.subarray(row * width, (row + 1) * width)
      const most = own.reduce((best, share) => Math.max(best, share), 0)
      right[row] = classes[own.indexOf(most)] === value ? 1 : 0
      return most
    })
    return calibrationError().of(right, surest)
  })
}

function ofShares(
  name: string,
  better: Metric['better'],
  measure: (truth: Float64Array, shares: ClassShares) => number,
): Metric {
  return {
    name,
    better,
    asksShares: true,
    of: (truth, _predicted, { shares } = {}) =>
      shares === undefined || truth.length === 0 ? Number.NaN : measure(truth, shares),
  }
}

/** What was given to the class that was so; nothing where the model doesn't know it. */
export function truthShares(truth: Float64Array, { classes, shares }: ClassShares): Float64Array {
  const places = new Map(classes.map((value, place) => [value, place]))
  return truth.map((value, row) => {
    const place = places.get(value)
    return place === undefined ? 0 : (shares[row * classes.length + place] ?? Number.NaN)
  })
}

function surprise(share: number): number {
  return -Math.log(Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, share)))
}

function meanOverClasses(metric: Metric, truth: Float64Array, shares: ClassShares): number {
  const found = shares.classes.flatMap((one, place) => {
    const isOne = truth.map((value) => (value === one ? 1 : 0))
    const count = isOne.reduce((sum, value) => sum + value, 0)
    const isTold = count > 0 && count < truth.length
    return isTold ? [metric.of(isOne, sharesOfClass(shares, place))] : []
  })
  return mean(Float64Array.from(found))
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
