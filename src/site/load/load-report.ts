/** What a load test has measured, as a page shows it. */
export interface LoadReport {
  readonly service: string
  readonly url: string
  readonly kind: 'open' | 'closed'
  readonly madeAt: Date
  readonly result: {
    readonly tookMs: number
    readonly dueCount: number
    readonly failedCount: number
    readonly answeredPerSecond: number
    readonly latency: Readonly<
      Record<'mean' | 'p50' | 'p90' | 'p95' | 'p99' | 'p999' | 'max', number>
    >
    readonly outcomes: Readonly<Record<string, number>>
    readonly seconds: readonly LoadReportSecond[]
  }
  readonly thresholds: readonly {
    readonly text: string
    readonly found: number
    readonly holds: boolean
  }[]
  /** The content of `tokens.css`. */
  readonly tokensCss: string
}

export interface LoadReportSecond {
  readonly second: number
  readonly dueCount: number
  readonly failedCount: number
  readonly p50: number
  readonly p99: number
}
