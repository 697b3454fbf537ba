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
  /** Of one model, or of all: a version that was never asked has zeros. */
  of(model: Served): ModelStatistics
  /** Of every version that was asked. */
  list(): readonly ModelStatistics[]
}

export interface Served {
  readonly name: string
  readonly version: string
}

const never: Duration = { count: 0, ns: 0 }

export function inferenceStatistics(): InferenceStatistics {
  const known = new Map<string, ModelStatistics>()

  function of({ name, version }: Served): ModelStatistics {
    return known.get(keyOf({ name, version })) ?? nothingYet(name, version)
  }

  return {
    of,
    list: () => [...known.values()],

    succeeded(model, rowCount, times, at) {
      const last = of(model)
      const batch = last.batches.get(rowCount)
      const batches = new Map(last.batches).set(rowCount, {
        input: more(batch?.input, times.input),
        infer: more(batch?.infer, times.infer),
        output: more(batch?.output, times.output),
      })
      known.set(keyOf(model), {
        ...last,
        lastInference: at.getTime(),
        rowCount: last.rowCount + rowCount,
        requestCount: last.requestCount + 1,
        success: more(last.success, times.input + times.infer + times.output),
        input: more(last.input, times.input),
        infer: more(last.infer, times.infer),
        output: more(last.output, times.output),
        batches,
      })
    },

    failed(model, ns) {
      const last = of(model)
      known.set(keyOf(model), { ...last, fail: more(last.fail, ns) })
    },
  }
}

function keyOf({ name, version }: Served): string {
  return `${name}/${version}`
}

function nothingYet(name: string, version: string): ModelStatistics {
  return {
    name,
    version,
    lastInference: 0,
    rowCount: 0,
    requestCount: 0,
    success: never,
    fail: never,
    input: never,
    infer: never,
    output: never,
    batches: new Map(),
  }
}

function more({ count, ns }: Duration = never, taken: number): Duration {
  return { count: count + 1, ns: ns + taken }
}
