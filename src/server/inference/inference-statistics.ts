/** How often and how long, in nanoseconds. */
export interface Duration {
  readonly count: number
  readonly ns: number
}

/** How long the parts of one request took, in nanoseconds. */
export interface InferenceTimes {
  readonly input: number
  readonly infer: number
  readonly output: number
}

/** What was inferred by one version of a model since the server began. */
export interface ModelStatistics {
  readonly name: string
  readonly version: string
  readonly lastInference: number
  readonly rowCount: number
  readonly requestCount: number
  readonly success: Duration
  readonly fail: Duration
  readonly input: Duration
  readonly infer: Duration
  readonly output: Duration
  readonly batches: ReadonlyMap<number, BatchStatistics>
}

export type BatchStatistics = Readonly<Record<keyof InferenceTimes, Duration>>

export interface InferenceStatistics {
  succeeded(model: Served, rowCount: number, times: InferenceTimes, at: Date): void
  failed(model: Served, ns: number): void
  /** Of every version that was asked. */
  list(): readonly ModelStatistics[]
}

export interface Served {
  readonly name: string
  readonly version: string
}

export function inferenceStatistics(): InferenceStatistics {
  const known = new Map<string, Counted>()

  function counted(model: Served): Counted {
    const key = keyOf(model)
    const found = known.get(key)
    if (found !== undefined) return found
    const fresh = nothingYet(model)
    known.set(key, fresh)
    return fresh
  }

  return {
    list: () => [...known.values()],

    succeeded(model, rowCount, { input, infer, output }, at) {
      const own = counted(model)
      own.lastInference = at.getTime()
      own.rowCount += rowCount
      own.requestCount += 1
      add(own.success, input + infer + output)
      addTimes(own, { input, infer, output })
      const batch = own.batches.get(rowCount) ?? noTimes()
      addTimes(batch, { input, infer, output })
      own.batches.set(rowCount, batch)
    },

    failed: (model, ns) => add(counted(model).fail, ns),
  }
}

/** Of one version, what several processes tell of it put together; zeros where it was never asked. */
export function joinStatistics(model: Served, told: readonly ModelStatistics[]): ModelStatistics {
  const joined = nothingYet(model)
  for (const one of told) {
    if (keyOf(one) !== keyOf(model)) continue
    joined.lastInference = Math.max(joined.lastInference, one.lastInference)
    joined.rowCount += one.rowCount
    joined.requestCount += one.requestCount
    addDuration(joined.success, one.success)
    addDuration(joined.fail, one.fail)
    joinTimes(joined, one)
    for (const [rowCount, times] of one.batches) {
      const batch = joined.batches.get(rowCount) ?? noTimes()
      joinTimes(batch, times)
      joined.batches.set(rowCount, batch)
    }
  }
  return joined
}

function joinTimes(times: BatchStatistics, other: BatchStatistics): void {
  addDuration(times.input, other.input)
  addDuration(times.infer, other.infer)
  addDuration(times.output, other.output)
}

/** Changed in place, as this is on the way of each request. */
interface Counted extends ModelStatistics {
  lastInference: number
  rowCount: number
  requestCount: number
  readonly batches: Map<number, BatchStatistics>
}

function addTimes(times: BatchStatistics, taken: InferenceTimes): void {
  add(times.input, taken.input)
  add(times.infer, taken.infer)
  add(times.output, taken.output)
}

function add(duration: { count: number; ns: number }, ns: number): void {
  duration.count += 1
  duration.ns += ns
}

function addDuration(duration: { count: number; ns: number }, other: Duration): void {
  duration.count += other.count
  duration.ns += other.ns
}

function noTimes(): BatchStatistics {
  return { input: never(), infer: never(), output: never() }
}

function keyOf({ name, version }: Served): string {
  return `${name}/${version}`
}

function nothingYet({ name, version }: Served): Counted {
  return {
    name,
    version,
    lastInference: 0,
    rowCount: 0,
    requestCount: 0,
    success: never(),
    fail: never(),
    ...noTimes(),
    batches: new Map(),
  }
}

function never(): Duration {
  return { count: 0, ns: 0 }
}
