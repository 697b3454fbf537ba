import { foldRows, type KFold, type SplitRows } from '../../learn/index.ts'
import type { View } from '../views/view.ts'
import { checkSplit } from './check-split.ts'
import type { TrainingPart } from './read-training-set.ts'

/**
 * The folds of rows of a view, each as the numbers of its rows. Throws `gapTooShort` and `labelsOverlap`, as
 * freezing does, for folds that would test on what labels to learn from look ahead to.
 */
export function foldTrainingPart(
  view: View,
  folds: KFold,
  { at, label, keys }: Pick<TrainingPart, 'at' | 'label' | 'keys'>,
): readonly SplitRows[] {
  checkSplit(view, folds.of)
  return foldRows(folds, { times: at, labels: label, columns: keys })
}
