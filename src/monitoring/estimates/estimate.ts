/** A metric as it is estimated while the truth is not known yet. Plain JSON. */
export interface Estimate {
  readonly metric: string
  readonly value: number
  /** One standard error, as the number of rows makes it. */
  readonly samplingError: number
  /** Three of them to either side, within what the metric can be. */
  readonly lower: number
  readonly upper: number
}

/** The spread of one row's part in a metric, and the share of rows that have a part. */
export interface ErrorParts {
  readonly deviation: number
  readonly share: number
}

const errorsAside = 3

export interface MetricLimits {
  readonly least: number
  readonly most: number
}

/** Puts the confidence band about a value. */
export function withBand(
  metric: string,
  value: number,
  samplingError: number,
  { least, most }: MetricLimits,
): Estimate {
  const reach = errorsAside * samplingError
  return {
    metric,
    value,
    samplingError,
    lower: Math.max(value - reach, least),
    upper: Math.min(value + reach, most),
  }
}

/** The standard error of a metric over so many rows. */
export function errorOver({ deviation, share }: ErrorParts, rowCount: number): number {
  return deviation / Math.sqrt(rowCount * share)
}

/** The deviation (by n) of some numbers; NaN of none. */
export function deviationOf(values: readonly number[] | Float64Array): number {
  let [mean, squares, count] = [0, 0, 0]
  for (const value of values) {
    count += 1
    const fromOldMean = value - mean
    mean += fromOldMean / count
    squares += fromOldMean * (value - mean)
  }
  return Math.sqrt(squares / count)
}
