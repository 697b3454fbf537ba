import type { Digest } from '../../base/index.ts'
import type { Profile } from '../../data/index.ts'
import type { FrozenDefinition, LearnedTransformations, TrainingSet } from './training-set.ts'

export interface TrainingSetStore {
  /** Newest first. */
  list(view?: string): Promise<TrainingSet[]>

  find(id: string): Promise<TrainingSet | undefined>

  findVersion(view: string, version: number): Promise<TrainingSet | undefined>

  findByDefinition(view: string, definition: Digest): Promise<TrainingSet | undefined>

  /** The newest that has these very rows. */
  findByRows(view: string, digest: Digest): Promise<TrainingSet | undefined>

  /** Gives it the view's next version. */
  insert(set: Omit<TrainingSet, 'version'>, profile: Profile): Promise<TrainingSet>

  /** Of its training part; absent where an older release froze it. */
  findProfile(id: string): Promise<Profile | undefined>

  /** Notes that this code makes the set too; said twice it is noted once. */
  addDefinition(id: string, definition: FrozenDefinition): Promise<void>

  /** The newest first. */
  listDefinitions(id: string): Promise<FrozenDefinition[]>

  /** Keeps what a model learned of the set; the same learned again is kept once. */
  addTransformations(id: string, learned: LearnedTransformations): Promise<void>

  /** The newest first. */
  listTransformations(id: string): Promise<LearnedTransformations[]>
}
