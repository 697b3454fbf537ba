import type { PredictionKind } from '../../registry/index.ts'

/** What each row costs, by which rows are set beside each other: an error, a surprise, a miss. */
export function rowLosses(
  kind: PredictionKind,
  truth: Float64Array,
  said: Float64Array,
): Float64Array {
  return truth.map((value, row) => lossOf(kind, value, said[row] ?? Number.NaN))
}

/** What the mean of the losses is called. */
export const lossNames: Readonly<Record<PredictionKind, string>> = {
  amount: 'mae',
  yesOrNo: 'logLoss',
  classes: 'share wrong',
}

/** No probability is taken for surer. */
const surest = 1e-6

function lossOf(kind: PredictionKind, truth: number, said: number): number {
  switch (kind) {
    case 'amount':
      return Math.abs(said - truth)
    case 'yesOrNo':
      return -Math.log(Math.max(surest, truth === 1 ? said : 1 - said))
    case 'classes':
      return said === truth ? 0 : 1
  }
}
