import { availableParallelism } from 'node:os'
import { joinFloats } from '../base/index.ts'
import { rawColumn, type RawRow } from '../learn/index.ts'
import { batchPace } from './batch-pace.ts'
import { registryErrors } from './errors.ts'
import { openOnnxThread, type OnnxThread } from './onnx-thread.ts'
import type { OnnxInput } from './onnx-predictor.ts'

export interface OnnxCrewOptions {
  readonly inputs: readonly OnnxInput[]
  readonly output: string
  /** A second output, for those who ask for it. */
  readonly beside?: string
  /** Threads, each with a session of its own; 1 if it is absent. The machine's processors are shared out among them. */
  readonly threadCount?: number
  /** So many rows are run at once at most; 1024 if it is absent. Fewer, where they would take longer than `aimMs`. */
  readonly batchRows?: number
  /** A batch shall take no longer, in milliseconds; 50 if it is absent. */
  readonly aimMs?: number
  /** So long at most a thread that is free waits for more rows, where that is worth it; not at all if it is absent. */
  readonly batchWaitMs?: number
  /** A thread that takes longer for a batch is ended, in milliseconds; 10 s if it is absent. */
  readonly patienceMs?: number
  /** Is told of each batch that was run. */
  readonly onBatch?: (batch: RunBatch) => void
}

/** What was run together. */
export interface RunBatch {
  readonly rowCount: number
  readonly requestCount: number
  /** How long the one that waited longest has waited for it to begin. */
  readonly waitedMs: number
  readonly tookMs: number
}

/** An ONNX graph in threads of its own. What is asked while they work is run together afterwards. */
export interface OnnxCrew {
  /** One prediction for each row. Throws `onnxFailed` or `graphStuck`; the threads of others go on. */
  predictMany(rows: readonly RawRow[]): Promise<Float64Array>
  /** The second output: several numbers for each row, row by row. Throws `onnxFailed`. */
  predictBeside(rows: readonly RawRow[]): Promise<Float64Array>
  /** Whether the graph has the second output. */
  readonly hasBeside: boolean
  /** Lets its threads go once what was asked is answered. It can be asked again, and starts others then. */
  rest(): void
}

interface Asked {
  readonly rows: readonly RawRow[]
  readonly at: number
  readonly wantsBeside: boolean
  readonly resolve: (values: Float64Array) => void
  readonly reject: (error: Error) => void
}

/** Ends the threads of crews that nobody can reach any more. */
const unreached = new FinalizationRegistry<ReadonlySet<OnnxThread>>((threads) => {
  for (const thread of threads) thread.end()
})

/** Of itself, a thread keeps nobody whom it tells of coming back: else its crew would be reached by its threads for good. */
function callUnlessGone(kept: WeakRef<() => void>): () => void {
  return () => kept.deref()?.()
}

/** Opens a model file. Throws `onnxUnreadable`, or `onnxDoesNotFit` where it has other names. */
export async function openOnnxCrew(bytes: Uint8Array, options: OnnxCrewOptions): Promise<OnnxCrew> {
  const {
    inputs,
    threadCount = 1,
    batchRows = 1024,
    batchWaitMs = 0,
    aimMs = 50,
    patienceMs = 10_000,
  } = options
  const sessionThreads = Math.max(1, Math.floor(availableParallelism() / threadCount))
  const onBack = callUnlessGone(new WeakRef(look))
  const open = () => openOnnxThread(bytes, { ...options, sessionThreads, patienceMs, onBack })
  const first = await open()
  const threads = new Set<OnnxThread>([first])
  /** Threads that were given up, and still take a processor each. */
  const stuck = new Set<OnnxThread>()
  const waiting: Asked[] = []
  // A graph that is always too slow takes no more of the machine than twice what it was given.
  const mostThreads = 2 * threadCount
  const pace = batchPace({ batchRows, aimMs })
  let startingCount = 0
  let isResting = false
  let timer: NodeJS.Timeout | undefined

  function look(): void {
    sortOut(threads, stuck)
    const idle = [...threads].filter((thread) => !thread.isBusy())
    if (waiting.length === 0) {
      if (isResting) for (const thread of idle) thread.end()
      return
    }
    const [thread] = idle
    if (thread === undefined) return startAnother()
    const mostRows = pace.mostRows()
    const waitMs = waitFor(mostRows)
    if (waitMs > 0) return waitForMore(waitMs)
    void run(thread, takeBatch(waiting, mostRows))
    look()
  }

  function waitForMore(waitMs: number): void {
    clearTimeout(timer)
    timer = setTimeout(look, waitMs)
  }

  /** How long it is better to wait for more rows. */
  function waitFor(mostRows: number): number {
    if (batchWaitMs === 0 || rowCountOf(waiting) >= mostRows) return 0
    const now = performance.now()
    const longestMs = (waiting[0]?.at ?? 0) + batchWaitMs - now
    const worthMs = (waiting.at(-1)?.at ?? 0) + pace.worthWaitingMs(waiting.length) - now
    const waitMs = Math.min(longestMs, worthMs)
    // A timer's milliseconds are whole ones: a shorter one would wait for too long.
    return waitMs < 1 ? 0 : waitMs
  }

  function startAnother(): void {
    if (threads.size + startingCount >= threadCount) return
    if (threads.size + startingCount + stuck.size >= mostThreads) {
      if (threads.size + startingCount > 0) return
      const error = registryErrors.graphStuck({ stuckCount: stuck.size, patienceMs })
      rejectAll(waiting.splice(0), error)
      return
    }
    startingCount += 1
    open()
      .then((thread) => threads.add(thread))
      .catch((error: unknown) => rejectAll(waiting.splice(0), error))
      .finally(() => {
        startingCount -= 1
        look()
      })
  }

  async function run(thread: OnnxThread, batch: readonly Asked[]): Promise<void> {
    const startedAt = performance.now()
    try {
      const rows = batch.flatMap((asked) => asked.rows)
      const beside = batch.some((asked) => asked.wantsBeside) ? options.beside : undefined
      const columns = inputs.map((input) => rawColumn(input, rows))
      const said = await thread.run(columns, beside)
      const tookMs = performance.now() - startedAt
      pace.ran(rows.length, tookMs)
      const waitedMs = startedAt - (batch[0]?.at ?? startedAt)
      options.onBatch?.({ rowCount: rows.length, requestCount: batch.length, waitedMs, tookMs })
      let start = 0
      for (const asked of batch) {
        const from = asked.wantsBeside ? (said.beside ?? new Float64Array()) : said.values
        const width = from.length / rows.length
        asked.resolve(from.slice(start * width, (start + asked.rows.length) * width))
        start += asked.rows.length
      }
    } catch (error) {
      rejectAll(batch, error)
    }
    look()
  }

  /** Rows that are more than go together are asked in pieces. */
  async function ask(rows: readonly RawRow[], wantsBeside: boolean): Promise<Float64Array> {
    if (rows.length <= batchRows) return askAtOnce(rows, wantsBeside)
    const count = Math.ceil(rows.length / batchRows)
    const pieces = Array.from({ length: count }, (_, at) =>
      askAtOnce(rows.slice(at * batchRows, (at + 1) * batchRows), wantsBeside),
    )
    return joinFloats(await Promise.all(pieces))
  }

  function askAtOnce(rows: readonly RawRow[], wantsBeside: boolean): Promise<Float64Array> {
    return new Promise((resolve, reject) => {
      const at = performance.now()
      pace.asked(at)
      waiting.push({ rows, at, wantsBeside, resolve, reject })
      look()
    })
  }

  const crew: OnnxCrew = {
    hasBeside: options.beside !== undefined && first.outputs.includes(options.beside),
    predictMany: (rows) => ask(rows, false),
    predictBeside: (rows) => ask(rows, true),

    rest() {
      isResting = true
      look()
    },
  }
  unreached.register(crew, threads)
  return crew
}

/** Puts threads that were given up to the others of that kind, and lets those go that have come back. */
function sortOut(threads: Set<OnnxThread>, stuck: Set<OnnxThread>): void {
  for (const thread of threads) {
    if (!thread.hasEnded()) continue
    threads.delete(thread)
    stuck.add(thread)
  }
  for (const thread of stuck) if (!thread.isStuck()) stuck.delete(thread)
}

function rowCountOf(waiting: readonly Asked[]): number {
  return waiting.reduce((sum, { rows }) => sum + rows.length, 0)
}

/** As many as go together; one that is larger goes alone. */
function takeBatch(waiting: Asked[], batchRows: number): readonly Asked[] {
  let rowCount = 0
  const count = waiting.findIndex(({ rows }, place) => {
    rowCount += rows.length
    return place > 0 && rowCount > batchRows
  })
  return waiting.splice(0, count < 0 ? waiting.length : count)
}

function rejectAll(batch: readonly Asked[], error: unknown): void {
  const reason = error instanceof Error ? error : new Error(String(error))
  for (const asked of batch) asked.reject(reason)
}
