import { useState, type ReactNode } from 'react'
import { formatCount } from '../format.ts'
import { downloadCsv } from './download-csv.ts'
import { TableBody } from './table-body.tsx'
import { cellClass, type TableColumn } from './table-column.ts'
import { useTableView } from './use-table-view.ts'

export interface TableProps<Row> {
  /** Short name for the address, unique on the page. */
  readonly id: string
  /** What it shows, for screen readers and as the name of the CSV. */
  readonly title: string
  readonly columns: readonly TableColumn<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** How many there are in all, when `rows` are only the newest. */
  readonly totalCount?: number
  readonly muted?: (row: Row) => boolean
  readonly tools?: ReactNode
}

/** Sorted by a click on a head, filtered as one types, any number of rows, its data as CSV. */
export function Table<Row>(props: TableProps<Row>) {
  const { id, title, rows, rowKey, muted } = props
  const view = useTableView(id, props.columns, rows)
  const [scrollTop, setScrollTop] = useState(0)
  const long = rows.length > 14
  return (
    <div className="table-frame">
      {rows.length > 7 || view.filter !== '' || props.tools !== undefined ? (
        <TableTools {...props} view={view} />
      ) : null}
      <div
        className={long ? 'table-scroll long' : 'table-scroll'}
        tabIndex={0}
        role="region"
        aria-label={title}
        onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
      >
        <table>
          <thead>
            <tr>
              {view.columns.map((column) => (
                <Head key={column.name} column={column} sort={view.sort} onSort={view.sortBy} />
              ))}
            </tr>
          </thead>
          <TableBody
            columns={view.columns}
            rows={view.shown}
            rowKey={rowKey}
            muted={muted}
            scrollTop={scrollTop}
          />
        </table>
      </div>
      {rows.length > 0 && view.shown.length === 0 ? (
        <p className="table-none">
          No row holds “{view.filter}”.{' '}
          <button type="button" className="button small" onClick={() => view.filterBy('')}>
            Show all
          </button>
        </p>
      ) : null}
    </div>
  )
}

type View<Row> = ReturnType<typeof useTableView<Row>>

function TableTools<Row>(props: TableProps<Row> & { view: View<Row> }) {
  const { title, columns, rows, totalCount, tools, view } = props
  const csvRows = () =>
    view.shown.map((row) => Object.fromEntries(columns.map((c) => [c.name, c.value(row)])))
  return (
    <div className="table-tools">
      {tools}
      <input
        type="search"
        className="filter"
        placeholder="Filter"
        aria-label={`Filter ${title}`}
        value={view.filter}
        onChange={(event) => view.filterBy(event.target.value)}
      />
      <span className="soft small nowrap">
        {countText(view.shown.length, rows.length, totalCount)}
      </span>
      <details className="menu">
        <summary className="button small">Columns</summary>
        <div className="menu-list">
          {columns.map((column) => (
            <label key={column.name}>
              <input
                type="checkbox"
                checked={view.columns.includes(column)}
                onChange={() => view.toggleColumn(column.name)}
              />
              {column.title}
            </label>
          ))}
        </div>
      </details>
      <button type="button" className="button small" onClick={() => downloadCsv(title, csvRows())}>
        CSV
      </button>
    </div>
  )
}

function countText(shown: number, loaded: number, total: number | undefined): string {
  if (shown < loaded) return `${formatCount(shown)} of ${formatCount(loaded)}`
  if (total !== undefined && total > loaded) {
    return `newest ${formatCount(loaded)} of ${formatCount(total)}`
  }
  return `${formatCount(loaded)} rows`
}

interface HeadProps<Row> {
  readonly column: TableColumn<Row>
  readonly sort: string
  readonly onSort: (name: string) => void
}

function Head<Row>({ column, sort, onSort }: HeadProps<Row>) {
  const direction = sort === column.name ? 'ascending' : 'descending'
  const sorted = sort.replace(/^-/, '') === column.name
  return (
    <th scope="col" className={cellClass(column)} aria-sort={sorted ? direction : 'none'}>
      <button type="button" onClick={() => onSort(column.name)}>
        {column.title}
        {column.unit === undefined ? null : <span className="unit"> {column.unit}</span>}
        <span className="sort-mark" aria-hidden="true">
          {sorted ? (direction === 'ascending' ? '↑' : '↓') : ''}
        </span>
      </button>
    </th>
  )
}
