import type { MetricObject } from 'prom-client'
import type { MonitorQuestion } from '../../project/index.ts'
import type { ModelStatistics } from '../inference/inference-statistics.ts'
import type { TrafficSpan } from '../service-traffic.ts'

/** What a process has counted, as the library that counts tells it to another. */
export type CountedMetrics = readonly MetricObject[]

/** What each of the processes that answer at one port can be asked for. */
export interface Knowledge {
  readonly metrics: CountedMetrics
  /** Of every version that was asked. */
  readonly inferred: readonly ModelStatistics[]
  /** By service, what it was asked in the last minutes. */
  readonly traffic: ReadonlyMap<string, readonly TrafficSpan[]>
}

/** What one process knows. */
export type TellOwn = <About extends keyof Knowledge>(about: About) => Promise<Knowledge[About]>

/** What all processes know that answer; one that doesn't say it in time is left out. */
export type TellAll = <About extends keyof Knowledge>(
  about: About,
) => Promise<readonly Knowledge[About][]>

/** What a worker says to the process that started it. */
export type FromWorker =
  | { readonly kind: 'listening' }
  | { readonly kind: 'told'; readonly id: number; readonly known: unknown }
  /** Somebody has asked it for what all know. */
  | { readonly kind: 'asks-all'; readonly id: number; readonly about: keyof Knowledge }
  /** A client of a service wants to be answered, and it counts for all processes how often. */
  | {
      readonly kind: 'asks-wait'
      readonly id: number
      readonly service: string
      readonly client: string
    }
  /** Somebody has asked it to look, or for the rows of an alert. */
  | { readonly kind: 'asks-monitors'; readonly id: number; readonly question: MonitorQuestion }

/** What a worker is told. */
export type ToWorker =
  | { readonly kind: 'tell'; readonly id: number; readonly about: keyof Knowledge }
  /** To what it has asked. */
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
