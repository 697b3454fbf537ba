import type { TrainOptions } from '../../training/index.ts'
import type { Retraining } from './define-retraining.ts'
import type { TriggerFound } from './retraining-evidence.ts'
import type { RetrainingSubject } from './retraining-subject.ts'

/** Who asks the questions of a decision, of what, and why. */
export interface Asking {
  readonly policy: Retraining
  readonly subject: RetrainingSubject
  readonly by: string
  /** `due`: the triggers are asked; else it is known why. */
  readonly trigger: 'due' | TriggerFound
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: TrainOptions['onProgress'] | undefined
}
