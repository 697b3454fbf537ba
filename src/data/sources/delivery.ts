import type { Branded, Digest } from '../../base/index.ts'

export type DeliveryId = Branded<'DeliveryId'>

/** One text of a source, as one group has taken or refused it. */
export interface Delivery {
  readonly id: DeliveryId
  readonly source: string
  readonly group: string
  readonly name: string
  readonly digest: Digest
  readonly sizeBytes: number
  readonly status: 'accepted' | 'refused'
  /** What was wrong with it, when it was refused. */
  readonly reason: RefusalReason | undefined
  readonly readAt: Date
  /** The blob that holds its text. */
  readonly archive: Digest
}

export interface RefusalReason {
  readonly message: string
  readonly line?: number
  readonly text?: string
  /** Rows that fail a check, a few of them. */
  readonly rows?: readonly Readonly<Record<string, unknown>>[]
}

/** A text that a group has not seen yet. */
export interface NewText {
  readonly id: DeliveryId
  readonly name: string
  readonly text: string
  /** What keeps its content from being a text; `text` is empty then. */
  readonly problem: string | undefined
  readonly digest: Digest
  readonly sizeBytes: number
  readonly stamp: string | undefined
  readonly readAt: Date
}
