import { useQueries } from '@tanstack/react-query'
import type { MonitorReply, MonitorSummaryReply } from '../../../api/index.ts'
import { client, useAsk } from '../../ask.ts'

export interface WatchedModel {
  readonly model: string
  /** Its monitors that have answered. */
  readonly monitors: readonly MonitorReply[]
}

/** What watches models, model by model; only of one where it is named. */
export function useWatchedModels(name?: string) {
  const all = useAsk('listMonitors')
  const own = (all.data?.monitors ?? []).filter(
    ({ watches }) => watches.kind === 'model' && (name === undefined || watches.name === name),
  )
  const asked = useQueries({
    queries: own.map((monitor) => ({
      queryKey: ['getMonitor', { params: { name: monitor.name } }],
      queryFn: () => client.getMonitor({ params: { name: monitor.name } }),
      refetchInterval: 15_000,
    })),
  })
  const answered = asked.flatMap(({ data }) => (data === undefined ? [] : [data]))
  const models = [...Map.groupBy(own, modelOf).keys()].map((model): WatchedModel => ({
    model,
    monitors: answered.filter((monitor) => modelOf(monitor) === model),
  }))
  return { all, models }
}

function modelOf({ watches }: Pick<MonitorSummaryReply, 'watches'>): string {
  return watches.name
}
