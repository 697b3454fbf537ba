interface Bucket {
  /** How many requests it lets through at once. */
  tokens: number
  filledAtMs: number
}

/** So many clients are remembered; of those that have not asked lately nothing need be. */
const mostClients = 10_000

/**
 * Lets each client ask so many times a second on average, and so many at once. Gives how long a client must wait
 * in milliseconds; 0 where it may go on.
 */
export function rateLimit({
  perSecond,
  burst = Math.max(1, perSecond),
}: {
  readonly perSecond: number
  readonly burst?: number
}): (client: string, nowMs: number) => number {
  const buckets = new Map<string, Bucket>()

  function bucketOf(client: string, nowMs: number): Bucket {
    const known = buckets.get(client)
    if (known === undefined) {
      if (buckets.size >= mostClients) forgetFull(nowMs)
      const fresh = { tokens: burst, filledAtMs: nowMs }
      buckets.set(client, fresh)
      return fresh
    }
    known.tokens = filled(known, nowMs)
    known.filledAtMs = nowMs
    return known
  }

  function filled({ tokens, filledAtMs }: Bucket, nowMs: number): number {
    return Math.min(burst, tokens + ((nowMs - filledAtMs) / 1000) * perSecond)
  }

  /** A full one says as much as none. */
  function forgetFull(nowMs: number): void {
    for (const [client, bucket] of buckets) {
      if (filled(bucket, nowMs) >= burst) buckets.delete(client)
    }
  }

  return (client, nowMs) => {
    const bucket = bucketOf(client, nowMs)
    if (bucket.tokens < 1) return ((1 - bucket.tokens) / perSecond) * 1000
    bucket.tokens -= 1
    return 0
  }
}
