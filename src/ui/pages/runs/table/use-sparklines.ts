import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { client } from '../../../ask.ts'
import { useSettled } from '../../../kit/use-settled.ts'

type Values = readonly (number | null)[]

const blockSize = 20
const places = 28

/** The courses of metrics of the runs that are seen, by run and metric; asked for once scrolling rests. */
export function useSparklines(
  seen: readonly string[],
  metrics: readonly string[],
): ReadonlyMap<string, Values> {
  const settled = useSettled(seen.join(','), 120)
  const blocks = useMemo(() => blocksOf(settled.split(',').filter((id) => id !== '')), [settled])
  const names = JSON.stringify(metrics)
  return useQueries({
    queries: (metrics.length === 0 ? [] : blocks).map((runs) => ({
      queryKey: ['getRunCurves', 'sparklines', runs, names],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        client.getRunCurves({ query: { runs, metrics: names, places } }, { signal }),
      staleTime: 30_000,
    })),
    combine: (results) =>
      new Map(
        results.flatMap(({ data }) =>
          (data?.curves ?? []).map(
            ({ runId, metric, means }) => [`${runId} ${metric}`, means as Values] as const,
          ),
        ),
      ),
  })
}

function blocksOf(ids: readonly string[]): string[] {
  const count = Math.ceil(ids.length / blockSize)
  return Array.from({ length: count }, (_, at) =>
    ids.slice(at * blockSize, (at + 1) * blockSize).join(','),
  )
}
