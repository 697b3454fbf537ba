import { useCallback, useMemo } from 'react'
import { usePageSearch, type PageSearch } from '../../../page-search.ts'

/** What the address says of the table of runs: it holds the whole state. */
export interface RunView {
  /** `pipeline`, `training`, `sweep`, `step`, `logged`, or `e3` for an experiment; empty for all. */
  readonly scope: string
  readonly filter: string
  /** The id of a column, with a minus where it goes down. */
  readonly sort: string
  readonly group: string
  /** Undefined as long as nobody has chosen. */
  readonly columns: readonly string[] | undefined
  readonly pinned: readonly string[]
  readonly picked: readonly string[]
  readonly folded: readonly string[]
  readonly isDeleted: boolean
}

const names = {
  scope: 'in',
  filter: 'filter',
  sort: 'sort',
  group: 'group',
  columns: 'cols',
  pinned: 'pin',
  picked: 'pick',
  folded: 'fold',
  isDeleted: 'deleted',
} as const satisfies Record<keyof RunView, string>

/** The state of the table of runs in the address, and a way to change it. */
export function useRunView() {
  const [search, setSearch] = usePageSearch()
  const view = useMemo(() => readView(search), [search])
  const change = useCallback(
    (changes: Partial<RunView>) => {
      const told = Object.entries(changes).map(([name, value]) => [
        names[name as keyof RunView],
        write(value),
      ])
      setSearch(Object.fromEntries(told) as Record<string, string | undefined>)
    },
    [setSearch],
  )
  return [view, change] as const
}

function readView(search: PageSearch): RunView {
  const text = (name: keyof RunView) => search[names[name]] ?? ''
  return {
    scope: text('scope'),
    filter: text('filter'),
    sort: text('sort'),
    group: text('group'),
    columns: text('columns') === '' ? undefined : readList(text('columns')),
    pinned: readList(text('pinned')),
    picked: readList(text('picked')),
    folded: readList(text('folded')),
    isDeleted: text('isDeleted') !== '',
  }
}

function write(value: RunView[keyof RunView]): string | undefined {
  if (value === undefined || value === false) return undefined
  if (value === true) return 'yes'
  return typeof value === 'string' ? value : value.map(encode).join(',')
}

/** Names may hold commas. */
function encode(name: string): string {
  return name.replaceAll('%', '%25').replaceAll(',', '%2C')
}

function readList(text: string): readonly string[] {
  if (text === '') return []
  return text.split(',').map((name) => name.replaceAll('%2C', ',').replaceAll('%25', '%'))
}

export function toggled(names: readonly string[], name: string): readonly string[] {
  return names.includes(name) ? names.filter((other) => other !== name) : [...names, name]
}
