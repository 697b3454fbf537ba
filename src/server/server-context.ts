import type { GroupStatisticsReply } from '../api/index.ts'
import type { OpenedProject } from '../project/index.ts'
import type { InferenceContext } from './inference/inference-context.ts'
import type { Remember } from './keep-last.ts'
import type { OpenServices } from './open-services.ts'
import type { PipelineRunner } from './pipeline-runner.ts'
import type { RunNews } from './run-news.ts'
import type { ServerMetrics } from './server-metrics.ts'
import type { TellAll } from './workers/worker-messages.ts'

/** What the handlers of one server share. */
export interface ServerContext {
  readonly project: OpenedProject
  readonly services: OpenServices
  readonly runner: PipelineRunner
  readonly news: RunNews
  readonly metrics: ServerMetrics
  readonly inference: InferenceContext
  /** Statistics of groups that were asked for lately: rows of millions take seconds. */
  readonly statistics: Remember<GroupStatisticsReply>
  /** Of this package. */
  readonly version: string
  readonly startedAt: Date
  /** What all processes know that answer. */
  readonly tellAll: TellAll
  /** Aborted when the server is to end. */
  readonly ending: AbortSignal
}
