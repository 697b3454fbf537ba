import { AggregatorRegistry } from 'prom-client'
import type { CountedMetrics } from './worker-messages.ts'

/** The metrics of several processes as one text. Counts are added up; of what all know alike the largest is told. */
export async function mergeMetrics(all: readonly CountedMetrics[]): Promise<string> {
  return AggregatorRegistry.aggregate(all.map((metrics) => [...metrics])).metrics()
}
