import type { FullMonitorRun, MonitorRun } from './monitor-run.ts'

export interface RunRange {
  /** Runs whose windows end from then on … */
  readonly from?: Date
  /** … and not after then. */
  readonly to?: Date
  readonly limit: number
}

export interface SeriesPoint {
  readonly runId: string
  readonly until: Date
  readonly value: number
  readonly lower: number | undefined
  readonly upper: number | undefined
  readonly rowCount: number | undefined
}

export interface Series {
  readonly series: string
  readonly slice: string
  /** Oldest first. */
  readonly points: readonly SeriesPoint[]
}

export interface SeriesQuery extends RunRange {
  readonly series?: string
  readonly slice?: string
}

/** What monitors have found. Every adapter passes `monitorStoreContract`. */
export interface MonitorStore {
  /** Writes what runs found; of one monitor and moment the later one stays. */
  put(runs: readonly FullMonitorRun[]): Promise<void>

  /** Newest first. */
  list(monitor: string, range: RunRange): Promise<MonitorRun[]>

  find(monitor: string, id: string): Promise<FullMonitorRun | undefined>

  /** The run with the newest window. */
  findNewest(monitor: string): Promise<MonitorRun | undefined>

  /** The newest `limit` points of each series. */
  listSeries(monitor: string, query: SeriesQuery): Promise<Series[]>

  /** What was ever measured. */
  listNames(monitor: string): Promise<{ readonly series: string; readonly slice: string }[]>

  /** Forgets runs for moments after this one, which a clock that was ahead has made. */
  forgetAfter(monitor: string, moment: Date): Promise<number>
}
