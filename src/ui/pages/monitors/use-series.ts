import { useQueries } from '@tanstack/react-query'
import type { MonitorReply, MonitorSeriesReply } from '../../../api/index.ts'
import { client } from '../../ask.ts'
import type { Stretch } from './stretch.ts'

export type MonitorSeries = MonitorSeriesReply['series'][number]

export interface AskedSeries {
  /** By monitor. */
  readonly series: readonly (readonly MonitorSeries[])[]
  readonly isAwaited: boolean
}

/** All that the monitors have measured in a time. */
export function useSeries(
  monitors: readonly Pick<MonitorReply, 'name'>[],
  { from }: Stretch,
): AskedSeries {
  return useQueries({
    queries: monitors.map(({ name }) => ({
      queryKey: ['getMonitorSeries', name, from],
      queryFn: () => client.getMonitorSeries({ params: { name }, query: { from, limit: 2000 } }),
      placeholderData: (old: MonitorSeriesReply | undefined) => old,
    })),
    combine: combineSeries,
  })
}

function combineSeries(
  answers: readonly { readonly data: MonitorSeriesReply | undefined }[],
): AskedSeries {
  return {
    series: answers.map(({ data }) => data?.series ?? []),
    isAwaited: answers.some(({ data }) => data === undefined),
  }
}
