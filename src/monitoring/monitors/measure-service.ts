import { listMinutes, newestMinutes, secondsAt, sumLoads } from '../objectives/service-minutes.ts'
import type { MeasureDeps } from './measure-deps.ts'
import type { MeasuredWindow } from './measurement.ts'
import type { MonitorValue } from './monitor-run.ts'
import type { WindowRange } from './window.ts'

/**
 * What a service was asked, and how it answered, window by window. The newest so many requests are those of whole
 * minutes, as they are counted by the minute.
 */
export async function* measureService(
  { database }: MeasureDeps,
  service: string,
  windows: readonly WindowRange[],
): AsyncGenerator<MeasuredWindow> {
  for (const window of windows) {
    const { since, until, rows: requests } = window
    const minutes =
      since === undefined
        ? await newestMinutes(database, service, { until, requestCount: requests })
        : await listMinutes(database, service, { from: since, to: until })
    const load = sumLoads(minutes)
    const { requestCount, failureCount } = load
    const from = since ?? minutes[0]?.at ?? until
    const seconds = Math.max(1, (until.getTime() - from.getTime()) / 1000)
    const value = (series: string, found: number): MonitorValue => ({
      series,
      slice: '',
      value: found,
      rowCount: requestCount,
    })
    const values = [
      value('requestCount', requestCount),
      value('requests a second', requestCount / seconds),
      value('rowCount', load.rowCount),
      value('failureCount', failureCount),
      ...(requestCount === 0
        ? []
        : [
            value('error share', failureCount / requestCount),
            value('latency p50', secondsAt(load, 0.5) * 1000),
            value('latency p95', secondsAt(load, 0.95) * 1000),
            value('latency p99', secondsAt(load, 0.99) * 1000),
            value('most waiting', load.mostWaiting),
            value('memory', load.memoryBytes),
          ]),
    ]
    const measurement = {
      rowCount: requestCount,
      values: values.filter(({ value: found }) => !Number.isNaN(found)),
      drift: [],
      confusion: undefined,
      notes: requestCount === 0 ? ['the service was asked nothing'] : [],
    }
    yield { window, measurement }
  }
}
