/** What one side of a challenge has answered. Plain data, so that it outlives the process. */
export interface ArmTally {
  readonly rowCount: number
  readonly errorCount: number
  readonly tookMs: number
  /** Every `stride`-th of what it predicted, spread over all of the stage. */
  readonly sample: readonly number[]
  readonly stride: number
}

export interface ArmCounter {
  add(value: number, tookMs: number): void
  fail(): void
  /** What was counted since it was taken last. */
  take(): ArmTally
}

export const noTally: ArmTally = { rowCount: 0, errorCount: 0, tookMs: 0, sample: [], stride: 1 }

/** A sample holds so many values at least, once they are there, and at most twice as many. */
const sampleSize = 1000

export function armCounter(): ArmCounter {
  let [rowCount, errorCount, tookMs, stride] = [0, 0, 0, 1]
  let sample: number[] = []
  return {
    add(value, took) {
      if (rowCount % stride === 0) sample.push(value)
      rowCount += 1
      tookMs += took
      if (sample.length < sampleSize * 2) return
      sample = thin(sample)
      stride *= 2
    },
    fail() {
      errorCount += 1
    },
    take() {
      const tally = { rowCount, errorCount, tookMs, sample, stride }
      ;[rowCount, errorCount, tookMs, stride, sample] = [0, 0, 0, 1, []]
      return tally
    },
  }
}

export function addTallies(first: ArmTally, second: ArmTally): ArmTally {
  let stride = Math.max(first.stride, second.stride)
  let sample = [...withStride(first, stride), ...withStride(second, stride)]
  while (sample.length > sampleSize * 2) {
    sample = thin(sample)
    stride *= 2
  }
  return {
    rowCount: first.rowCount + second.rowCount,
    errorCount: first.errorCount + second.errorCount,
    tookMs: first.tookMs + second.tookMs,
    sample,
    stride,
  }
}

/** Strides are powers of two. */
function withStride({ sample, stride }: ArmTally, wanted: number): readonly number[] {
  const every = wanted / stride
  return every === 1 ? sample : sample.filter((_, place) => place % every === 0)
}

function thin(sample: readonly number[]): number[] {
  return sample.filter((_, place) => place % 2 === 0)
}

export function meanMs({ tookMs, rowCount }: ArmTally): number {
  return rowCount === 0 ? 0 : tookMs / rowCount
}
