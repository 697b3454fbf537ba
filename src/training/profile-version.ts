import type { TrainingPart } from '../features/index.ts'
import { profileColumns, type InputColumn, type ReferenceProfile } from '../learn/index.ts'

/**
 * What a version learned from and what it then answered, as a profile that travels with it: its inputs, the
 * `outcome` of the same rows, and the `prediction` of rows that were held out.
 */
export function profileVersion(train: TrainingPart, heldOut: Float64Array): ReferenceProfile {
  const inputs = profileColumns(train.features)
  const answers: readonly InputColumn[] = [
    { name: 'outcome', kind: 'number', values: train.label },
    { name: 'prediction', kind: 'number', values: heldOut },
  ]
  const names = new Set(inputs.columns.map(({ name }) => name))
  const added = profileColumns(answers.filter(({ name }) => !names.has(name)))
  return { ...inputs, columns: [...inputs.columns, ...added.columns] }
}
