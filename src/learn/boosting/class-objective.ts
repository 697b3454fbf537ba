import { findClasses } from '../classes.ts'
import { flattest, type Columns, type Objective } from './objective.ts'

/** A score for each class; the exponentials of a row's scores are to each other as its probabilities. */
export function classObjective(
  target: Float64Array,
  learned: Uint32Array,
  weights: Float64Array | undefined,
): Objective {
  const { classes, places } = findClasses(target)
  const shares = classes.map(() => 0)
  for (const row of learned) {
    const place = places[row] ?? 0
    shares[place] = (shares[place] ?? 0) + (weights?.[row] ?? 1)
  }
  const whole = shares.reduce((sum, share) => sum + share, 0)
  return {
    bases: shares.map((share) => Math.log(Math.max(rarest, share / whole))),
    bends: true,
    link: 'softmax',
    classes,
    slopes(scores, gradients, curvatures) {
      for (let row = 0; row < target.length; row += 1) {
        const sum = sumOfRow(scores, row)
        for (let place = 0; place < scores.length; place += 1) {
          const share = Math.exp(scores[place]?.[row] ?? 0) / sum
          write(gradients, place, row, share - Number(places[row] === place))
          write(curvatures, place, row, Math.max(flattest, share * (1 - share)))
        }
      }
    },
    of: (scores, row) => Math.log(sumOfRow(scores, row)) - (scores[places[row] ?? 0]?.[row] ?? 0),
  }
}

/** A class of no row to learn from is as rare as one in a million. */
const rarest = 1e-6

function sumOfRow(scores: Columns, row: number): number {
  let sum = 0
  for (let place = 0; place < scores.length; place += 1) sum += Math.exp(scores[place]?.[row] ?? 0)
  return sum
}

function write(columns: Columns, place: number, row: number, value: number): void {
  const column = columns[place]
  if (column !== undefined) column[row] = value
}
