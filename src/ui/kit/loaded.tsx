import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ProblemNote } from './problem-note.tsx'
import { Skeleton } from './skeleton.tsx'
import { State } from './state.tsx'

export interface LoadedProps<Data> {
  readonly query: UseQueryResult<Data>
  readonly children: (data: Data) => ReactNode
  /** Height of what is to come, so that the page doesn't jump. */
  readonly height?: number
}

/** The answer of a question, or that it is awaited, or why there is none. */
export function Loaded<Data>({ query, children, height }: LoadedProps<Data>) {
  const retry = () => void query.refetch()
  if (query.data !== undefined) {
    return (
      <>
        {query.isError ? (
          <p className="stale">
            <State tone="warn">not up to date</State> {query.error.message}{' '}
            <button type="button" className="button small" onClick={retry}>
              Ask again
            </button>
          </p>
        ) : null}
        {children(query.data)}
      </>
    )
  }
  if (query.isError) return <ProblemNote error={query.error} onRetry={retry} />
  return height === undefined ? <Skeleton /> : <Skeleton height={height} />
}
