import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { Sparkline } from '../../../kit/sparkline.tsx'
import { RunState } from '../../../kit/run-state.tsx'
import { CellValue } from './cell-value.tsx'
import { classOf, type RunColumn } from './run-columns.ts'
import type { RunGridProps } from './run-grid-props.ts'

export interface RunLineProps extends Pick<
  RunGridProps,
  'runs' | 'columns' | 'picked' | 'onPick' | 'onPin'
> {
  readonly place: number
  readonly index: number
  readonly isPinned: boolean
  readonly isActive: boolean
  readonly sparklines: ReadonlyMap<string, readonly (number | null)[]>
}

/** One run: chosen, pinned, opened; its values. */
export const RunLine = memo(function RunLine(props: RunLineProps) {
  const { runs, columns, place, index, isPinned, isActive, picked, sparklines } = props
  const id = runs.ids[place] ?? ''
  const name = runs.names[place] ?? id
  const isPicked = picked.has(id)
  const classes = [isPinned ? 'pinned' : '', isActive ? 'active' : '', isPicked ? 'picked' : '']
  return (
    <tr
      id={`run-line-${index}`}
      className={classes.join(' ')}
      aria-rowindex={index + 2}
      aria-selected={isPicked}
    >
      <td className="pick">
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={`Choose ${name}`}
          checked={isPicked}
          onChange={(event) => props.onPick([id], event.target.checked)}
        />
      </td>
      <th scope="row" className="name">
        {runs.parents[place] === null ? null : (
          <span className="soft" title="Part of another run">
            ↳{' '}
          </span>
        )}
        <Link to="/runs/$id" params={{ id }} title={name} tabIndex={-1}>
          {name}
        </Link>
        <button
          type="button"
          className="pin"
          tabIndex={-1}
          aria-pressed={isPinned}
          title={isPinned ? 'Let it go' : 'Keep it at the top'}
          onClick={() => props.onPin(id)}
        >
          {isPinned ? 'Unpin' : 'Pin'}
        </button>
      </th>
      {columns.map((column) => (
        <td key={column.id} className={classOf(column)}>
          <Cell
            column={column}
            place={place}
            runs={runs}
            line={sparklines.get(`${id} ${column.title}`)}
          />
        </td>
      ))}
    </tr>
  )
})

interface CellProps extends Pick<RunGridProps, 'runs'> {
  readonly column: RunColumn
  readonly place: number
  readonly line: readonly (number | null)[] | undefined
}

function Cell({ column, place, runs, line }: CellProps) {
  if (column.kind === 'state') return <RunState status={runs.statuses[place] ?? 'open'} />
  if (column.kind !== 'metric')
    return <CellValue column={column} value={column.values[place] ?? null} />
  return (
    <span className="metric-cell">
      {line === undefined ? null : <Sparkline values={line} />}
      <CellValue column={column} value={column.values[place] ?? null} />
    </span>
  )
}
