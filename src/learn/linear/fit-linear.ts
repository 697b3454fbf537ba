import { checkTarget, yesOrNo } from '../boosting/loss.ts'
import { logistic, logOdds, surprise } from '../link.ts'
import { createBreather } from '../breather.ts'
import type { LearningData, LearningOptions } from '../learning-data.ts'
import { fitByNewton, type Family } from './fit-by-newton.ts'
import { fitSquares, type StandardFit } from './fit-squares.ts'
import { fitClasses } from './fit-classes.ts'
import type { FittedLinear, FittedLinearClasses, Linear } from './linear.ts'
import { standardRows, type StandardRows } from './standard-rows.ts'

/** Learns the weights of the features. The optimum is one, but for columns that follow from each other. */
export async function fitLinear(
  spec: Linear,
  { matrix, target, weights }: LearningData,
  options: LearningOptions,
): Promise<FittedLinear | FittedLinearClasses> {
  const rows = standardRows(matrix, weights, createBreather(options.signal))
  switch (spec.kind) {
    case 'leastSquares':
    case 'ridge':
    case 'lasso':
    case 'elasticNet':
      return toFitted(rows, await fitSquares(spec, rows, target))
    case 'logisticRegression': {
      checkTarget(yesOrNo, target)
      const { alpha, tolerance } = spec
      const task = { family: odds, rows, target, penalties: penaltiesOf(rows, alpha) }
      const fit = await fitByNewton(task, { ...options, tolerance })
      return { ...toFitted(rows, fit), link: 'logistic' }
    }
    case 'multinomialRegression': {
      const penalties = penaltiesOf(rows, spec.alpha)
      const { classes, fits } = await fitClasses(rows, target, penalties, options)
      return { kind: 'linearClasses', classes, sums: fits.map((fit) => toFitted(rows, fit)) }
    }
    case 'poissonRegression': {
      checkTarget(counts, target)
      const weightSum = weights?.reduce((sum, weight) => sum + weight, 0) ?? target.length
      const penalties = penaltiesOf(rows, spec.alpha * weightSum)
      const fit = await fitByNewton({ family: expected, rows, target, penalties }, options)
      return { ...toFitted(rows, fit), link: 'exponential' }
    }
  }
}

const odds: Family = {
  base: logOdds,
  loss: surprise,
  gradient: (score, target) => logistic(score) - target,
  curvature: (score) => logistic(score) * logistic(-score),
  kernel: 'logisticLink',
}

const counts = { holds: (target: number) => target >= 0, wanted: 'at least 0' }

/** The surest that a target of only zeros makes it. */
const leastExpected = 1e-9

const expected: Family = {
  base: (mean) => Math.log(Math.max(leastExpected, mean)),
  loss: (score, target) => Math.exp(score) - target * score,
  gradient: (score, target) => Math.exp(score) - target,
  curvature: Math.exp,
}

/** A penalty is on the weights of features as they came; one that never varies keeps 0. */
function penaltiesOf({ deviations }: StandardRows, alpha: number): Float64Array {
  const own = deviations.map((deviation) => (deviation > 0 ? alpha / deviation ** 2 : 1))
  return Float64Array.from([...own, 0])
}

function toFitted(rows: StandardRows, { intercept, weights }: StandardFit): FittedLinear {
  const { means, deviations } = rows
  const own = weights.map((weight, at) => {
    const deviation = deviations[at] ?? 0
    // JSON has no −0.
    return deviation > 0 && weight !== 0 ? weight / deviation : 0
  })
  const shift = own.reduce((sum, weight, at) => sum + weight * (means[at] ?? 0), 0)
  return {
    kind: 'linear',
    intercept: intercept - shift,
    weights: [...own],
    means: [...means],
    deviations: [...deviations],
  }
}
