import { useCallback, useMemo } from 'react'
import type { CurveLook } from '../../../charts/curve-chart.tsx'
import { usePageSearch } from '../../../page-search.ts'

/** How curves are looked at, as the address says. */
export interface CurveView extends CurveLook {
  /** Part of the names of the metrics that are seen. */
  readonly wanted: string
  /** The stretch of the axis that is seen. */
  readonly from: number | undefined
  readonly until: number | undefined
}

const axes = ['step', 'time', 'relative'] as const

export function useCurveLook() {
  const [search, setSearch] = usePageSearch()
  const { smooth, log, axis, find, from, until } = search
  const view = useMemo(
    (): CurveView => ({
      smoothing: Math.min(0.99, Math.max(0, Number(smooth ?? 0) || 0)),
      isLogX: (log ?? '').includes('x'),
      isLogY: (log ?? '').includes('y'),
      axis: axes.find((one) => one === axis) ?? 'step',
      wanted: find ?? '',
      from: toNumber(from),
      until: toNumber(until),
    }),
    [smooth, log, axis, find, from, until],
  )
  const change = useCallback(
    (changes: Partial<CurveView>) => {
      const next = { ...view, ...changes }
      const isMoved = next.axis !== view.axis
      setSearch({
        smooth: next.smoothing === 0 ? '' : String(next.smoothing),
        log: `${next.isLogX ? 'x' : ''}${next.isLogY ? 'y' : ''}`,
        axis: next.axis === 'step' ? '' : next.axis,
        find: next.wanted,
        from: isMoved || next.from === undefined ? '' : String(next.from),
        until: isMoved || next.until === undefined ? '' : String(next.until),
      })
    },
    [view, setSearch],
  )
  return [view, change] as const
}

function toNumber(text: string | undefined): number | undefined {
  const number = Number(text)
  return text === undefined || !Number.isFinite(number) ? undefined : number
}
