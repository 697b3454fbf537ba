import { useState } from 'react'
import { formatCount } from '../../../format.ts'
import type { RunColumn } from './run-columns.ts'
import { toggled } from './use-run-view.ts'

export interface ColumnMenuProps {
  readonly columns: ReadonlyMap<string, RunColumn>
  readonly shown: readonly string[]
  readonly onChange: (shown: readonly string[] | undefined) => void
}

const groups = [
  ['Of every run', (id: string) => !/^[mpt]\./.test(id)],
  ['Metrics', (id: string) => id.startsWith('m.')],
  ['Parameters', (id: string) => id.startsWith('p.')],
  ['Tags', (id: string) => id.startsWith('t.')],
] as const

const mostListed = 60

/** Which columns are seen, out of hundreds: found by name. */
export function ColumnMenu({ columns, shown, onChange }: ColumnMenuProps) {
  const [wanted, setWanted] = useState('')
  const all = [...columns.values()].filter(
    ({ id, title }) => id !== 'name' && title.toLowerCase().includes(wanted.toLowerCase()),
  )
  return (
    <details className="menu">
      <summary className="button small">Columns</summary>
      <div className="menu-list column-menu">
        <input
          type="search"
          className="filter"
          placeholder="Find a column"
          aria-label="Find a column"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        {groups.map(([title, fits]) => {
          const some = all.filter(({ id }) => fits(id))
          return some.length === 0 ? null : (
            <fieldset key={title}>
              <legend>{title}</legend>
              {some.slice(0, mostListed).map((column) => (
                <label key={column.id}>
                  <input
                    type="checkbox"
                    checked={shown.includes(column.id)}
                    onChange={() => onChange(toggled(shown, column.id))}
                  />
                  <span>{column.title}</span>
                  <span className="soft small">{formatCount(column.count)}</span>
                </label>
              ))}
              {some.length > mostListed ? (
                <p className="soft small">{some.length - mostListed} more: find them by name</p>
              ) : null}
            </fieldset>
          )
        })}
        <button type="button" className="button small" onClick={() => onChange(undefined)}>
          The usual ones
        </button>
      </div>
    </details>
  )
}
