import type { ReactNode } from 'react'
import { Loaded, type LoadedProps } from './loaded.tsx'
import { PageHead } from './page-head.tsx'

export interface PageLoadedProps<Data> extends LoadedProps<Data> {
  /** What the head says until the answer is there, and when there is none. */
  readonly name: string
  readonly noun: ReactNode
}

/** A page that is about one thing: its head stands there before the answer does. */
export function PageLoaded<Data>({ query, name, noun, children }: PageLoadedProps<Data>) {
  return (
    <>
      {query.data === undefined ? <PageHead name={name} noun={noun} /> : null}
      <Loaded query={query} height={480}>
        {children}
      </Loaded>
    </>
  )
}
