export const rowLosses = ['absolute', 'relative', 'squared', 'squaredLog'] as const
export type RowLoss = (typeof rowLosses)[number]

/** How far off a prediction is. The relative loss divides by the truth's size, at least by 2⁻⁵². */
export function lossOfRow(loss: RowLoss, truth: number, predicted: number): number {
  switch (loss) {
    case 'absolute':
      return Math.abs(truth - predicted)
    case 'relative':
      return Math.abs(truth - predicted) / Math.max(Math.abs(truth), Number.EPSILON)
    case 'squared':
      return (truth - predicted) ** 2
    case 'squaredLog':
      return (Math.log1p(truth) - Math.log1p(predicted)) ** 2
  }
}
