import { classOf } from './run-columns.ts'
import type { RunGridProps } from './run-grid-props.ts'

/** The heads of the columns: a click sorts. */
export function RunHead({ runs, rows, columns, sort, picked, onSort, onPick }: RunGridProps) {
  const shown = rows.flatMap((row) => (row.kind === 'run' ? (runs.ids[row.place] ?? []) : []))
  const all = shown.length > 0 && picked.size >= Math.min(shown.length, mostPicked)
  return (
    <thead>
      <tr>
        <th scope="col" className="pick">
          <input
            type="checkbox"
            aria-label={`Choose the first ${Math.min(shown.length, mostPicked)} to compare`}
            checked={all}
            onChange={(event) => onPick(shown.slice(0, mostPicked), event.target.checked)}
          />
        </th>
        {[{ id: 'name', title: 'Run', isNumber: false, kind: 'name' as const }, ...columns].map(
          (column) => {
            const isSorted = sort.replace(/^-/, '') === column.id
            const isDown = sort.startsWith('-')
            return (
              <th
                key={column.id}
                scope="col"
                className={column.id === 'name' ? 'name' : classOf(column)}
                aria-sort={isSorted ? (isDown ? 'descending' : 'ascending') : 'none'}
              >
                <button type="button" title={column.title} onClick={() => onSort(column.id)}>
                  <span>{column.title}</span>
                  {isSorted ? (
                    <span className="sort-mark" aria-hidden="true">
                      {isDown ? '↓' : '↑'}
                    </span>
                  ) : null}
                </button>
              </th>
            )
          },
        )}
      </tr>
    </thead>
  )
}

/** More than these nobody can tell apart in one picture. */
const mostPicked = 20
