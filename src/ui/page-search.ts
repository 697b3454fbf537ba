import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

/** What an address holds behind the `?`: the whole state of a page, as text. */
export type PageSearch = Readonly<Partial<Record<string, string>>>

/** The state of the page in its address, and a way to change it. Undefined removes a part. */
export function usePageSearch() {
  const search: PageSearch = useSearch({ strict: false })
  const navigate = useNavigate()
  const setSearch = useCallback(
    (changes: Readonly<Record<string, string | undefined>>) => {
      void navigate({
        to: '.',
        replace: true,
        resetScroll: false,
        search: (old: PageSearch) => withChanges(old, changes),
      } as never)
    },
    [navigate],
  )
  return [search, setSearch] as const
}

function withChanges(old: PageSearch, changes: Readonly<Record<string, string | undefined>>) {
  const all = Object.entries({ ...old, ...changes })
  return Object.fromEntries(all.filter(([, value]) => value !== undefined && value !== ''))
}

/** Reads every value as text, so that `?step=3` isn't a number to one page and a text to another. */
export function parsePageSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text))
}

export function writePageSearch(search: Readonly<Record<string, unknown>>): string {
  const told = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    if (typeof value === 'string' && value !== '') told.set(name, value)
  }
  return told.size === 0 ? '' : `?${told.toString()}`
}
