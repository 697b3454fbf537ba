import { cellClass, decimalsOf, type TableColumn } from './table-column.ts'

const rowHeight = 32
const windowRows = 40
/** Below this many, all rows are drawn, and long text may wrap. */
const mostDrawn = 200

export interface TableBodyProps<Row> {
  readonly columns: readonly TableColumn<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly muted: ((row: Row) => boolean) | undefined
  readonly scrollTop: number
}

/** The rows that can be seen; of ten thousand, some forty are in the document. */
export function TableBody<Row>({ columns, rows, rowKey, muted, scrollTop }: TableBodyProps<Row>) {
  const all = rows.length <= mostDrawn
  const first = all ? 0 : Math.max(0, Math.floor(scrollTop / rowHeight) - 10)
  const drawn = all ? rows : rows.slice(first, first + windowRows)
  const after = rows.length - first - drawn.length
  const formats = columns.map((column) => formatOf(column, rows))
  return (
    <tbody className={all ? '' : 'fixed'}>
      <Spacer rows={first} columns={columns.length} />
      {drawn.map((row, index) => (
        // The place too: rows of a table may be alike in all that names them.
        <tr
          key={`${first + index} ${rowKey(row)}`}
          className={muted?.(row) === true ? 'muted' : ''}
        >
          {columns.map((column, index) => (
            <td key={column.name} className={cellClass(column)}>
              {column.show?.(row) ?? formats[index]?.(column.value(row))}
            </td>
          ))}
        </tr>
      ))}
      <Spacer rows={after} columns={columns.length} />
    </tbody>
  )
}

function Spacer({ rows, columns }: { rows: number; columns: number }) {
  if (rows <= 0) return null
  return (
    <tr aria-hidden="true" className="spacer" style={{ height: rows * rowHeight }}>
      <td colSpan={columns} />
    </tr>
  )
}

/** How the values of one column are shown: the same decimals for all, the best one marked. */
function formatOf<Row>(column: TableColumn<Row>, rows: readonly Row[]) {
  if (column.number !== true) return (value: unknown) => textOf(value)
  const numbers = rows.map(column.value).filter((value) => typeof value === 'number')
  const decimals = decimalsOf(numbers.slice(0, 1000))
  const format = new Intl.NumberFormat('en', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
  const best = bestOf(column.better, numbers)
  return (value: unknown) => {
    if (typeof value !== 'number') return textOf(value)
    const text = format.format(value).replace('-', '−')
    return value === best ? (
      <strong className="best" title="The best of this column">
        {text}
      </strong>
    ) : (
      text
    )
  }
}

function bestOf(better: 'lower' | 'higher' | 'zero' | undefined, numbers: readonly number[]) {
  if (better === undefined || numbers.length < 2) return undefined
  if (better === 'zero') return numbers.toSorted((a, b) => Math.abs(a) - Math.abs(b))[0]
  return better === 'lower' ? Math.min(...numbers) : Math.max(...numbers)
}

function textOf(value: unknown) {
  if (value === null || value === undefined) return <span className="soft">–</span>
  return typeof value === 'string' ? value : JSON.stringify(value)
}
