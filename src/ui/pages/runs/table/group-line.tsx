import { plural } from '../../../format.ts'
import { meanOf, type RunRow } from './arrange-rows.ts'
import { CellValue } from './cell-value.tsx'
import { classOf, type RunColumn } from './run-columns.ts'

export interface GroupLineProps {
  readonly row: Extract<RunRow, { kind: 'group' }>
  readonly index: number
  readonly columns: readonly RunColumn[]
  readonly isActive: boolean
  readonly onFold: () => void
}

/** The head of a group: how many runs, and the mean of each number. */
export function GroupLine({ row, index, columns, isActive, onFold }: GroupLineProps) {
  return (
    <tr
      id={`run-line-${index}`}
      className={isActive ? 'group active' : 'group'}
      aria-rowindex={index + 2}
      aria-expanded={!row.isFolded}
    >
      <td className="pick">
        <button
          type="button"
          tabIndex={-1}
          aria-label={`${row.isFolded ? 'Unfold' : 'Fold'} ${row.title}`}
          onClick={onFold}
        >
          {row.isFolded ? '▸' : '▾'}
        </button>
      </td>
      <th scope="row" className="name">
        <strong>{row.title}</strong>{' '}
        <span className="soft">{plural(row.places.length, 'run')}</span>
      </th>
      {columns.map((column) => (
        <td key={column.id} className={classOf(column)}>
          <Mean column={column} places={row.places} />
        </td>
      ))}
    </tr>
  )
}

function Mean({ column, places }: { column: RunColumn; places: readonly number[] }) {
  if (!column.isNumber || column.kind === 'moment') return null
  const mean = meanOf(column, places)
  if (mean === null) return null
  return (
    <span className="soft" title="The mean of the group">
      ⌀{' '}
      <CellValue
        column={{ ...column, kind: column.kind === 'param' ? 'metric' : column.kind }}
        value={mean}
      />
    </span>
  )
}
