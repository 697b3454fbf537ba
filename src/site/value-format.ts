/** How values of one unit are written. */
export interface ValueFormat {
  readonly unit: string
  /** The bare number with the column's decimals: "5.0". */
  number(value: number): string
  /** With the unit: "5.0 ft". */
  value(value: number): string
}

/** Chooses as many decimals as values of this size deserve, and `finer` more. */
export function valueFormat(unit: string, values: readonly number[], finer = 0): ValueFormat {
  const decimals = decimalsFor(values) + finer
  const { format: number } = new Intl.NumberFormat('en', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
  return { unit, number, value: (value) => `${number(value)} ${unit}` }
}

/** Rounds a value no finer than it is known: to 0.5 when it is usually off by 0.6. */
export function roundToError(value: number, error: number | undefined): string {
  const step = error === undefined || error <= 0 ? 0.1 : stepWithin(error)
  return String(Number((Math.round(value / step) * step).toPrecision(6)))
}

/** The largest of 1, 2, 5 times a power of ten that is not above `error`. */
function stepWithin(error: number): number {
  const power = 10 ** Math.floor(Math.log10(error))
  return ([5, 2, 1].find((factor) => factor * power <= error * 1.0001) ?? 1) * power
}

function decimalsFor(values: readonly number[]): number {
  const largest = values.reduce((size, value) => Math.max(size, Math.abs(value)), 0)
  if (largest >= 100) return 0
  return largest >= 1 || largest === 0 ? 1 : 2
}
