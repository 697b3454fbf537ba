import { useMemo } from 'react'
import { usePageSearch } from '../page-search.ts'
import { compareValues, type TableColumn } from './table-column.ts'

/** The rows of a table as its sort and filter in the address say. */
export function useTableView<Row>(
  id: string,
  columns: readonly TableColumn<Row>[],
  rows: readonly Row[],
) {
  const [search, setSearch] = usePageSearch()
  const sort = search[`${id}.sort`] ?? ''
  const filter = search[`${id}.filter`] ?? ''
  const hidden = useMemo(() => (search[`${id}.hide`] ?? '').split(' '), [search, id])
  const shown = useMemo(
    () => sortRows(filterRows(rows, columns, filter), columns, sort),
    [rows, columns, filter, sort],
  )
  return {
    shown,
    sort,
    filter,
    columns: columns.filter((column) => !hidden.includes(column.name)),
    sortBy: (name: string) => setSearch({ [`${id}.sort`]: nextSort(sort, name) }),
    filterBy: (text: string) => setSearch({ [`${id}.filter`]: text }),
    toggleColumn: (name: string) =>
      setSearch({ [`${id}.hide`]: toggled(hidden, name).join(' ').trim() }),
  }
}

function nextSort(sort: string, name: string): string | undefined {
  if (sort === `-${name}`) return name
  return sort === name ? undefined : `-${name}`
}

function toggled(names: readonly string[], name: string): string[] {
  return names.includes(name) ? names.filter((other) => other !== name) : [...names, name]
}

function filterRows<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  filter: string,
): readonly Row[] {
  if (filter === '') return rows
  const wanted = filter.toLowerCase()
  return rows.filter((row) =>
    columns.some((column) => String(column.value(row)).toLowerCase().includes(wanted)),
  )
}

function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  sort: string,
): readonly Row[] {
  const column = columns.find(({ name }) => name === sort.replace(/^-/, ''))
  if (column === undefined) return rows
  const sign = sort.startsWith('-') ? -1 : 1
  return rows.toSorted((a, b) => sign * compareValues(column.value(a), column.value(b)))
}
