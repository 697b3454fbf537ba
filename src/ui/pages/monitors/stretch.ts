import { useMemo } from 'react'
import type { TimeDomain } from '../../charts/axis-event.ts'
import { useNow } from '../../kit/use-now.ts'
import { usePageSearch } from '../../page-search.ts'

const dayMs = 86_400_000

export const stretches = [
  { value: '1', title: 'day' },
  { value: '7', title: 'week' },
  { value: '30', title: '30 days' },
  { value: '90', title: '90 days' },
  { value: '365', title: 'year' },
] as const

const usualStretch = '90'

export interface Stretch {
  /** As it stands in the address. */
  readonly days: string
  readonly from: string
  readonly domain: TimeDomain
}

/** How far back a page looks, by its address; to the minute, so that questions stay the same. */
export function useStretch(): readonly [Stretch, (days: string) => void] {
  const [search, setSearch] = usePageSearch()
  const wanted = search['days']
  const days = stretches.find(({ value }) => value === wanted)?.value ?? usualStretch
  const minute = Math.floor(useNow() / 60_000)
  const stretch = useMemo(() => {
    const now = (minute + 1) * 60_000
    const from = new Date(now - Number(days) * dayMs)
    return { days, from: from.toISOString(), domain: [from, new Date(now)] as const }
  }, [days, minute])
  return [stretch, (value) => setSearch({ days: value === usualStretch ? undefined : value })]
}
