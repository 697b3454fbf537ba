import type { NewestCommits, OnlineView } from '../features/index.ts'
import type { LoadedPredictor } from './load-predictor.ts'

/** What a request is answered from. It is replaced as a whole, so that each answer has one of each. */
export interface Serving {
  readonly predictor: LoadedPredictor
  readonly online: OnlineView
  /** What the groups had when it was taken. */
  readonly commits: NewestCommits
}
