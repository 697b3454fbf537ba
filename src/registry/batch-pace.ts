/** Learns from what batches took how many rows should go together, and for how long waiting for more is worth it. */
export interface BatchPace {
  /** Somebody has asked, at this moment in milliseconds. */
  asked(atMs: number): void
  /** A batch was run. */
  ran(rowCount: number, tookMs: number): void
  /** For so long those that wait should wait for the next to come. */
  worthWaitingMs(requestCount: number): number
  /** So many rows at most take no longer than is aimed at. */
  mostRows(): number
}

export interface PaceOptions {
  readonly batchRows: number
  /** A batch shall take no longer. */
  readonly aimMs: number
}

/** Of what was measured before, so much counts beside what is measured now. */
const memory = 0.95

/** Fewer batches tell nothing. */
const leastBatches = 8

/**
 * A batch costs a fixed time and a time for each row; both are found by least squares over the last batches. To wait
 * for one more request saves a fixed time, and costs each that waits the time until it comes: it is worth it while
 * that is less.
 */
export function batchPace({ batchRows, aimMs }: PaceOptions): BatchPace {
  const sums = { weight: 0, rows: 0, took: 0, rowsRows: 0, rowsTook: 0 }
  let batchCount = 0
  let gapMs: number | undefined
  let lastAskedMs: number | undefined

  /** What a batch costs: `fixed` in all, `each` for a row. */
  function cost(): { readonly fixed: number; readonly each: number } | undefined {
    if (batchCount < leastBatches) return undefined
    const [rows, took] = [sums.rows / sums.weight, sums.took / sums.weight]
    const spread = sums.rowsRows / sums.weight - rows * rows
    // Of batches of one size only nobody can tell what of it is fixed.
    if (spread < 1e-9 * Math.max(1, rows * rows)) return undefined
    const each = Math.max(0, (sums.rowsTook / sums.weight - rows * took) / spread)
    return { fixed: Math.max(0, took - each * rows), each }
  }

  return {
    asked(atMs) {
      if (lastAskedMs !== undefined) {
        const gap = atMs - lastAskedMs
        gapMs = gapMs === undefined ? gap : memory * gapMs + (1 - memory) * gap
      }
      lastAskedMs = atMs
    },

    ran(rowCount, tookMs) {
      batchCount += 1
      sums.weight = memory * sums.weight + 1
      sums.rows = memory * sums.rows + rowCount
      sums.took = memory * sums.took + tookMs
      sums.rowsRows = memory * sums.rowsRows + rowCount * rowCount
      sums.rowsTook = memory * sums.rowsTook + rowCount * tookMs
    },

    worthWaitingMs(requestCount) {
      const saved = (cost()?.fixed ?? 0) / requestCount
      return gapMs !== undefined && gapMs < saved ? saved : 0
    },

    mostRows() {
      const { fixed, each } = cost() ?? { fixed: 0, each: 0 }
      if (each === 0) return batchRows
      return Math.min(batchRows, Math.max(1, Math.floor((aimMs - fixed) / each)))
    },
  }
}
