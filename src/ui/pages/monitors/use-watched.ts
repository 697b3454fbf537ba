import { useMemo } from 'react'
import type { MonitorSummaryReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'

export interface WatchedThings {
  readonly model: string | undefined
  /** The groups whose commits change what is watched. */
  readonly groups: readonly string[]
  /** By series: the unit of a metric. */
  readonly units: ReadonlyMap<string, string>
  /** The metric that the model is judged by first. */
  readonly judgedBy: string | undefined
}

const none: readonly string[] = []

/** What stands behind what a monitor watches: its model, the groups that feed it, units. */
export function useWatched(watches: MonitorSummaryReply['watches']): WatchedThings {
  const { kind, name } = watches
  const services = useAsk('listServices', undefined, { enabled: kind === 'service' })
  const served = services.data?.services.find((service) => service.name === name)?.model
  const model = kind === 'model' ? name : served
  const asked = useAsk(
    'getModel',
    { params: { name: model ?? '' } },
    { enabled: model !== undefined },
  )
  const views = useAsk('listViews', undefined, { enabled: model !== undefined })
  const view = views.data?.views.find((own) => own.name === asked.data?.view)
  const read = view?.groups ?? none
  const label = view?.label.group
  return useMemo(() => {
    const groups = [...new Set([...read, ...(label === undefined ? [] : [label])])]
    const units = (asked.data?.metrics ?? []).flatMap(({ name: metric, unit }) =>
      unit === undefined ? [] : [[metric, unit] as const],
    )
    return {
      model,
      groups: kind === 'group' ? [name] : groups,
      units: new Map(units),
      judgedBy: asked.data?.metrics[0]?.name,
    }
  }, [model, kind, name, read, label, asked.data])
}
