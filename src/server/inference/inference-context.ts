import type { OpenServices } from '../open-services.ts'
import type { ServerMetrics } from '../server-metrics.ts'
import type { InferenceStatistics } from './inference-statistics.ts'
import { openModels, type OpenModels } from './open-models.ts'

/** What all faces of inference share: which models are loaded, and what they were asked. */
export interface InferenceContext {
  readonly models: OpenModels
  readonly statistics: InferenceStatistics
  readonly metrics: ServerMetrics
  readonly now: () => Date
}

export function inferenceContext(
  services: OpenServices,
  shared: Pick<InferenceContext, 'statistics' | 'metrics' | 'now'>,
): InferenceContext {
  return { models: openModels(services), ...shared }
}
