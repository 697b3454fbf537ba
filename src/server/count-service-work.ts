import { Counter, Histogram, type Registry } from 'prom-client'
import type { OpenServices } from './open-services.ts'

const byModel = ['service', 'model', 'version'] as const
const waitBounds = [0.0001, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1]

/** Counts what services tell of their work: how sure they are, and what graphs run together. */
export function countServiceWork(registry: Registry, services: OpenServices): void {
  const registers = [registry]
  const about = { labelNames: [...byModel], registers }
  const low = new Counter({
    name: 'groundswell_low_confidence_total',
    help: 'Predictions less sure than their service wants.',
    ...about,
  })
  const fallbacks = new Counter({
    name: 'groundswell_fallbacks_total',
    help: 'Predictions that were answered otherwise, as the models were not sure enough.',
    ...about,
  })
  const rows = new Histogram({
    name: 'groundswell_batch_rows',
    help: 'Rows that a graph has run together.',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 4096],
    ...about,
  })
  const requests = new Histogram({
    name: 'groundswell_batch_requests',
    help: 'Requests whose rows a graph has run together.',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
    ...about,
  })
  const waits = new Histogram({
    name: 'groundswell_batch_wait_seconds',
    help: 'How long the oldest request of a batch has waited for it.',
    buckets: waitBounds,
    ...about,
  })
  const durations = new Histogram({
    name: 'groundswell_batch_duration_seconds',
    help: 'How long a graph took for a batch.',
    buckets: waitBounds,
    ...about,
  })
  for (const { service, listen } of services.all) {
    listen({
      judged(version, { lowCount, fallbackCount }) {
        const labels = { service: service.name, model: service.model.name, version }
        low.inc(labels, lowCount)
        fallbacks.inc(labels, fallbackCount)
      },

      batched({ model, version }, { rowCount, requestCount, waitedMs, tookMs }) {
        const labels = { service: service.name, model, version }
        rows.observe(labels, rowCount)
        requests.observe(labels, requestCount)
        waits.observe(labels, waitedMs / 1000)
        durations.observe(labels, tookMs / 1000)
      },
    })
  }
}
