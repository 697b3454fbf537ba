import { truthShares, type JudgedRows } from '../../learn/index.ts'
import type { PredictionKind } from '../../registry/index.ts'

/** What a row costs: an error, the surprise of a yes or no or of a class, or a miss. */
export type Loss = 'mae' | 'logLoss' | 'classLogLoss' | 'share wrong'

/** By which loss rows are set beside each other; a class is a miss or none where nobody says how likely it was. */
export function lossOf(kind: PredictionKind, knowsShares: boolean): Loss {
  if (kind === 'amount') return 'mae'
  if (kind === 'yesOrNo') return 'logLoss'
  return knowsShares ? 'classLogLoss' : 'share wrong'
}

/** No probability is taken for surer. */
const surest = 1e-6

/** What each row costs. */
export function rowLosses(loss: Loss, { truth, said, shares }: JudgedRows): Float64Array {
  switch (loss) {
    case 'mae':
      return truth.map((value, row) => Math.abs((said[row] ?? Number.NaN) - value))
    case 'logLoss':
      return truth.map((value, row) => {
        const chance = said[row] ?? Number.NaN
        return surprise(value === 1 ? chance : 1 - chance)
      })
    case 'classLogLoss':
      return shares === undefined
        ? new Float64Array(truth.length).fill(Number.NaN)
        : truthShares(truth, shares).map(surprise)
    case 'share wrong':
      return truth.map((value, row) => (said[row] === value ? 0 : 1))
  }
}

function surprise(share: number): number {
  return -Math.log(Math.max(surest, share))
}
