import { fitModel } from '../fit-model.ts'
import { randomForest } from '../forest/forest.ts'
import { featureImportance, type Importance } from '../importance.ts'
import type { InputColumn } from '../input-column.ts'
import { axisOf } from './search-axis.ts'
import type { SearchRange, SearchSpace } from './search-space.ts'
import { lastLoss, type Trial } from './trial.ts'

/** With fewer there is nothing to tell. */
const leastTrials = 8

/**
 * How much of what trials differ by each parameter explains, by a forest that learned to foretell their losses;
 * shares of one, the largest first. Nothing for few trials, or where all came to the same.
 */
export async function parameterImportance(
  space: SearchSpace,
  trials: readonly Trial[],
): Promise<readonly Importance[]> {
  const whole = trials.filter(
    (trial) => !trial.isPruned && lastLoss(trial) < Number.MAX_VALUE && trial.losses.length > 0,
  )
  const target = Float64Array.from(whole, lastLoss)
  if (whole.length < leastTrials || target.every((loss) => loss === target[0])) return []
  const fitted = await fitModel({
    learner: randomForest({ trees: 200, minLeafRows: 2, columnShare: 0.7 }),
    columns: Object.entries(space).map(([name, range]) => columnOf(name, range, whole)),
    target: ranksOf(target),
    seed: 1,
  })
  return featureImportance(fitted)
}

function columnOf(name: string, range: SearchRange, trials: readonly Trial[]): InputColumn {
  if (range.kind === 'among') {
    return { name, kind: 'category', values: trials.map(({ values }) => String(values[name])) }
  }
  const { toAxis } = axisOf(range)
  const values = Float64Array.from(trials, (trial) => toAxis(Number(trial.values[name])))
  return { name, kind: 'number', values }
}

/** One loss that is far off must not be all that counts. */
function ranksOf(losses: Float64Array): Float64Array {
  const sorted = losses.toSorted()
  return losses.map((loss) => sorted.indexOf(loss))
}
