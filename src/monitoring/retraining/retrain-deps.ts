import type { Log } from '../../base/index.ts'
import type { FreezeDeps } from '../../features/index.ts'
import type { Examination } from '../../registry/index.ts'
import type { Service } from '../../serving/index.ts'
import type { CodeState } from '../../tracking/index.ts'
import type { EvidenceDeps, TrainDeps, Trainable } from '../../training/index.ts'

/** What a retraining reads, and what it does to the world. */
export type RetrainDeps = TrainDeps &
  FreezeDeps &
  EvidenceDeps & {
    readonly log: Log
    readonly code: () => Promise<CodeState & { readonly fingerprint: string }>
    /** Asks the gates of a version and records what they found. */
    readonly examine: (model: Trainable, asked: ExamineAsked) => Promise<Examination>
    /** Moves the alias to a version that was examined. Throws where it was moved meanwhile. */
    readonly promote: (model: Trainable, examination: Examination) => Promise<unknown>
    /** A service of the model that answers by the alias and runs now, in whatever process. */
    readonly findRunningService: (model: string, alias: string) => Promise<Service | undefined>
    /** What the newest run of a monitor found critical, as a sentence; undefined where it found nothing. */
    readonly findAlarm: (monitor: string) => Promise<string | undefined>
  }

interface ExamineAsked {
  readonly version: number
  readonly alias: string
  readonly by: string
  readonly signal?: AbortSignal | undefined
}
