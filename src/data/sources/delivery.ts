import type { Branded, Digest } from '../../base/index.ts'
import type { DeliveredFile } from './read-file.ts'

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
  /** What was wrong with it, when it was refused; or with lines of it that were left out. */
  readonly reason: RefusalReason | undefined
  readonly readAt: Date
  /** The blob that holds it. */
  readonly archive: Digest
  /** Whether the blob holds its text among others, or is the file as it came. */
  readonly archivedAs: 'text' | 'file'
}

export interface RefusalReason {
  readonly message: string
  readonly line?: number
  readonly text?: string
  /** Lines or rows that can't be read, the first of them. */
  readonly lines?: readonly UnreadablePart[]
  /** Rows that fail a check, a few of them. */
  readonly rows?: readonly Readonly<Record<string, unknown>>[]
}

/** A line or row that can't be read: where it stands, what stands there and what is wrong with it. */
export interface UnreadablePart {
  readonly line?: number
  readonly row?: number
  readonly column?: string
  readonly text: string
  readonly message: string
}

/** A file that a group has not seen yet. */
export interface NewText {
  readonly id: DeliveryId
  readonly name: string
  readonly digest: Digest
  readonly sizeBytes: number
  readonly stamp: string | undefined
  readonly readAt: Date
  readonly file: DeliveredFile
  /** What it says, if it is a text that is archived among others. */
  readonly text: string | undefined
  /** The blob that holds it as it came, if it is not. */
  readonly blob: Digest | undefined
}
