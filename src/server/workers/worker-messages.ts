import type { MetricObject } from 'prom-client'

/** What a process has counted, as the library that counts tells it to another. */
export type CountedMetrics = readonly MetricObject[]

/** What a worker says to the process that started it. */
export type FromWorker =
  | { readonly kind: 'listening' }
  | { readonly kind: 'counted'; readonly id: number; readonly metrics: CountedMetrics }
  /** Somebody has asked it for the metrics of all. */
  | { readonly kind: 'asks-all'; readonly id: number }

/** What a worker is told. */
export type ToWorker =
  | { readonly kind: 'count'; readonly id: number }
  | { readonly kind: 'all'; readonly id: number; readonly text: string }
