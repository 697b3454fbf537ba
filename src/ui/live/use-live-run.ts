import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import type { LogLineReply, TimelineReply, TimelineRunReply } from '../../api/index.ts'
import { useAsk } from '../ask.ts'
import { mergeTimeline } from './merge-timeline.ts'
import { useStream } from './use-stream.ts'

export type LiveLine = Omit<LogLineReply, 'sequence'>

export interface RunProgress {
  readonly runId: string
  readonly work: string
  readonly done: number
  readonly total: number | null
}

/** A run as it is now: its timeline, what it has logged since the page was opened, how far it is. */
export function useLiveRun(id: string) {
  const queries = useQueryClient()
  const timeline = useAsk('getRunTimeline', { params: { id } }, { everyMs: 60_000 })
  const [lines, setLines] = useState<readonly LiveLine[]>([])
  const [progress, setProgress] = useState<readonly RunProgress[]>([])
  const key = useMemo(() => ['getRunTimeline', { params: { id } }], [id])
  const isOpen = timeline.data?.run.status === 'open'

  const over = useCallback(() => {
    setProgress([])
    // What is known only at the end: values, metrics, the whole log.
    void queries.invalidateQueries({
      predicate: ({ queryKey }) => JSON.stringify(queryKey[1] ?? '').includes(id),
    })
  }, [queries, id])

  useStream(isOpen ? `/api/v1/runs/${id}/stream` : undefined, {
    // The server sends what each listener has not had yet.
    runs: (data) => {
      const { runs, cancelRequestedAt } = data as {
        readonly runs: readonly TimelineRunReply[]
        readonly cancelRequestedAt: string | null
      }
      queries.setQueryData(key, (old: TimelineReply | undefined) =>
        old === undefined ? old : { ...mergeTimeline(old, runs), cancelRequestedAt },
      )
    },
    lines: (data) => {
      const found = (data as { readonly lines: readonly LiveLine[] }).lines
      setLines((old) => [...old, ...found].slice(-mostLines))
    },
    progress: (data) => setProgress((data as { readonly progress: RunProgress[] }).progress),
    over,
  })
  return { timeline, lines, progress, isOpen }
}

const mostLines = 20_000
