import type { Digest } from '../../base/index.ts'
import type { TrainingSet } from './training-set.ts'

export interface TrainingSetStore {
  /** Newest first. */
  list(view?: string): Promise<TrainingSet[]>

  find(id: string): Promise<TrainingSet | undefined>

  findByDefinition(view: string, definition: Digest): Promise<TrainingSet | undefined>

  /** Gives it the view's next version. */
  insert(set: Omit<TrainingSet, 'version'>): Promise<TrainingSet>
}
