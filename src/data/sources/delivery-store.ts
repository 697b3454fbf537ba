import type { Digest } from '../../base/index.ts'
import type { Delivery, DeliveryId } from './delivery.ts'

/** What each group has read of its source. */
export interface DeliveryStore {
  /**
   * Contents that the group has seen, and the stamps under which it saw each file. Without the
   * refused ones, if those are to be read again.
   */
  seen(group: string, options?: { readonly retryRefused: boolean }): Promise<SeenDeliveries>

  list(filter: DeliveryFilter): Promise<Delivery[]>

  find(id: DeliveryId): Promise<Delivery | undefined>

  count(source: string): Promise<{ readonly accepted: number; readonly refused: number }>
}

export interface SeenDeliveries {
  readonly digests: ReadonlySet<Digest>
  /** `name` and stamp joined, see `fileMark`. */
  readonly marks: ReadonlySet<string>
  /** The stamp of what was read last under a name. */
  readonly stamps: ReadonlyMap<string, string>
  /** The stamp of what was taken last under a name. */
  readonly takenStamps: ReadonlyMap<string, string>
}

export interface DeliveryFilter {
  readonly source?: string
  readonly group?: string
  readonly status?: Delivery['status']
  /** Those that were read by then. */
  readonly until?: Date
  readonly limit: number
}
