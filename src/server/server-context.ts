import type { GroupStatisticsReply } from '../api/index.ts'
import type { OpenedProject } from '../project/index.ts'
import type { InferenceContext } from './inference/inference-context.ts'
import type { Remember } from './keep-last.ts'
import type { OpenServices } from './open-services.ts'
import type { PipelineRunner } from './pipeline-runner.ts'
import type { RunNews } from './run-news.ts'
import type { ServerMetrics } from './server-metrics.ts'
import type { ServiceTraffic } from './service-traffic.ts'

/** What the handlers of one server share. */
export interface ServerContext {
  readonly project: OpenedProject
  readonly services: OpenServices
  readonly runner: PipelineRunner
  readonly news: RunNews
  readonly metrics: ServerMetrics
  /** What services were asked in the last minutes. */
  readonly traffic: ServiceTraffic
  readonly inference: InferenceContext
  /** Statistics of groups that were asked for lately: rows of millions take seconds. */
  readonly statistics: Remember<GroupStatisticsReply>
  /** Of this package. */
  readonly version: string
  readonly startedAt: Date
  /** Of all processes that answer. */
  readonly writeMetrics: () => Promise<string>
  /** Aborted when the server is to end. */
  readonly ending: AbortSignal
}
