/** Where a request stands in a trace across services. */
export interface Trace {
  readonly traceId: string
  /** Of our part. */
  readonly spanId: string
  readonly parentSpanId?: string
}

/** Goes on with the trace of a `traceparent` header, or begins one where there is none that can be read. */
export function traceOf(header: string | undefined, random: (byteCount: number) => Buffer): Trace {
  const spanId = random(8).toString('hex')
  const [, version, traceId = '', parentSpanId = ''] =
    /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}(?:-|$)/.exec(header ?? '') ?? []
  const isKnown =
    version !== undefined && version !== 'ff' && /[^0]/.test(traceId) && /[^0]/.test(parentSpanId)
  return isKnown
    ? { traceId, spanId, parentSpanId }
    : { traceId: random(16).toString('hex'), spanId }
}
