import type { Confusion, MonitorDrift, MonitorValue } from './monitor-run.ts'
import type { WindowRange } from './window.ts'

/** What was found in one window. */
export interface Measurement {
  readonly rowCount: number
  readonly values: readonly MonitorValue[]
  readonly drift: readonly MonitorDrift[]
  readonly confusion: Confusion | undefined
  readonly notes: readonly string[]
}

export interface MeasuredWindow {
  readonly window: WindowRange
  readonly measurement: Measurement
}

/** Several parts of one window together; the rows are those of the first. */
export function mergeMeasurements(parts: readonly Measurement[]): Measurement {
  const seen = new Set<string>()
  return {
    rowCount: parts[0]?.rowCount ?? 0,
    values: parts
      .flatMap(({ values }) => values)
      .filter(({ series, slice }) => {
        const name = `${series}\n${slice}`
        if (seen.has(name)) return false
        seen.add(name)
        return true
      }),
    drift: parts.flatMap(({ drift }) => drift),
    confusion: parts.find(({ confusion }) => confusion !== undefined)?.confusion,
    notes: [...new Set(parts.flatMap(({ notes }) => notes))],
  }
}
