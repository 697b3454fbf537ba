/** A file to be brought over HTTP. */
export interface HttpRequest {
  readonly source: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  /** The address as it may be shown. */
  readonly place: string
  /** Of what was read before: if it is that still, nothing is brought. */
  readonly stamp: string | undefined
  readonly sha256: string | undefined
  readonly maxBytes: number
  /** How long nothing may come. */
  readonly timeoutMs: number
  readonly tries: number
  readonly statuses: readonly number[]
  readonly waitMs: number
  readonly signal: AbortSignal
  /** Where a file is written that is too large for memory. */
  readonly path: () => Promise<string>
}
