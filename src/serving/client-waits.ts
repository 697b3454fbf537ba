import type { MaybePromise } from '../features/index.ts'
import { rateLimit } from './rate-limit.ts'

interface LimitedService {
  readonly name: string
  readonly limits?: {
    readonly perClient?: { readonly perSecond: number; readonly burst?: number }
  }
}

/** Counts what clients ask of services. */
export interface ClientWaits {
  /** Whether another process counts, for all that answer at one port. */
  readonly isElsewhere: boolean
  /** How long a client must wait before it asks, in milliseconds; 0 where it may ask now, and then that is counted. */
  of(service: string, client: string): MaybePromise<number>
}

/** Counts in this process. */
export function clientWaits(services: readonly LimitedService[]): ClientWaits {
  const limits = new Map(
    services.flatMap(({ name, limits: { perClient } = {} }) =>
      perClient === undefined ? [] : [[name, rateLimit(perClient)] as const],
    ),
  )
  return {
    isElsewhere: false,
    of: (service, client) => limits.get(service)?.(client, performance.now()) ?? 0,
  }
}
