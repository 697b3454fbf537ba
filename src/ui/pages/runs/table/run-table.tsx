import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { RunTableReply } from '../../../../api/index.ts'
import { formatCount, plural } from '../../../format.ts'
import { downloadCsv } from '../../../kit/download-csv.ts'
import type { CsvRow } from '../../../kit/to-csv.ts'
import { arrangeRows, type RunRow } from './arrange-rows.ts'
import { ColumnMenu } from './column-menu.tsx'
import { FilterBar } from './filter-bar.tsx'
import { filterFields } from './filter-fields.ts'
import { columnsOf, usualColumns, type RunColumn } from './run-columns.ts'
import { RunGrid } from './run-grid.tsx'
import { toggled, type RunView } from './use-run-view.ts'

export interface RunTableProps {
  readonly reply: RunTableReply
  readonly view: RunView
  readonly onChange: (changes: Partial<RunView>) => void
}

/** The table that people live in: filtered, sorted, grouped, pinned, chosen from. */
export function RunTable({ reply, view, onChange }: RunTableProps) {
  const { runs } = reply
  const all = useMemo(() => columnsOf(reply), [reply])
  const usual = useMemo(() => usualColumns(all), [all])
  const fields = useMemo(() => filterFields(reply), [reply])
  const shown = view.columns ?? usual
  const columns = useMemo(() => shown.flatMap((id) => all.get(id) ?? []), [shown, all])
  const rows = useMemo(() => rowsOf(reply, all, view), [reply, all, view])
  const picked = useMemo(() => new Set(view.picked), [view.picked])
  const pick = (ids: readonly string[], isPicked: boolean) => {
    const rest = view.picked.filter((id) => !ids.includes(id))
    onChange({ picked: isPicked ? [...rest, ...ids] : rest })
  }
  return (
    <div className="run-table">
      <FilterBar fields={fields} filter={view.filter} onFilter={(filter) => onChange({ filter })} />
      <div className="table-tools">
        <span className="soft small nowrap">{countText(reply)}</span>
        <Chosen picked={view.picked} onClear={() => onChange({ picked: [] })} />
        <GroupChoice
          columns={all}
          group={view.group}
          onChange={(group) => onChange({ group, folded: [] })}
        />
        <ColumnMenu columns={all} shown={shown} onChange={(ids) => onChange({ columns: ids })} />
        <button
          type="button"
          className="button small"
          onClick={() => downloadCsv('Runs', csvOf(rows, runs.ids, [...all.values()]))}
        >
          CSV
        </button>
      </div>
      {runs.ids.length === 0 ? (
        <p className="table-none">
          No run fits the filter.{' '}
          <button type="button" className="button small" onClick={() => onChange({ filter: '' })}>
            Show all
          </button>
        </p>
      ) : (
        <RunGrid
          runs={runs}
          rows={rows}
          columns={columns}
          sort={view.sort}
          picked={picked}
          onPick={pick}
          onSort={(id) => onChange({ sort: nextSort(view.sort, all.get(id)) })}
          onPin={(id) => onChange({ pinned: toggled(view.pinned, id) })}
          onFold={(title) => onChange({ folded: toggled(view.folded, title) })}
        />
      )}
      <p className="soft small keys">
        <kbd>↑</kbd> <kbd>↓</kbd> move · <kbd>Enter</kbd> opens · <kbd>Space</kbd> chooses ·{' '}
        <kbd>P</kbd> pins
      </p>
    </div>
  )
}

function rowsOf(
  { runs }: RunTableReply,
  columns: ReadonlyMap<string, RunColumn>,
  { sort, group, pinned, folded }: RunView,
): readonly RunRow[] {
  const column = columns.get(sort.replace(/^-/, ''))
  const wanted = new Set(pinned)
  const places = runs.ids.flatMap((id, place) => (wanted.has(id) ? [place] : []))
  return arrangeRows(runs.ids.length, {
    sort: column === undefined ? undefined : { column, isDown: sort.startsWith('-') },
    group: columns.get(group),
    pinned: new Set(places),
    folded: new Set(folded),
  })
}

/** Numbers go down first, texts up; the third click takes the order away. */
function nextSort(sort: string, column: RunColumn | undefined): string {
  if (column === undefined) return ''
  const [first, second] = column.isNumber
    ? [`-${column.id}`, column.id]
    : [column.id, `-${column.id}`]
  if (sort === first) return second
  return sort === second ? '' : first
}

function countText({ runs, isCut }: RunTableReply): string {
  const count = formatCount(runs.ids.length)
  return isCut ? `the newest ${count} runs` : plural(runs.ids.length, 'run')
}

function Chosen({ picked, onClear }: { picked: readonly string[]; onClear: () => void }) {
  if (picked.length === 0) return null
  return (
    <span className="chosen">
      <strong>{picked.length} chosen</strong>
      <Link
        to="/runs/compare"
        search={{ runs: picked.join(',') } as never}
        className="button small main"
      >
        Compare
      </Link>
      <button type="button" className="button small" onClick={onClear}>
        Let them go
      </button>
    </span>
  )
}

interface GroupChoiceProps {
  readonly columns: ReadonlyMap<string, RunColumn>
  readonly group: string
  readonly onChange: (group: string) => void
}

/** A column that holds few different values is worth grouping by. */
function GroupChoice({ columns, group, onChange }: GroupChoiceProps) {
  const fit = useMemo(() => [...columns.values()].filter(isGroupable), [columns])
  return (
    <label className="field inline group-choice">
      <span className="only-read-aloud">Group by</span>
      <select value={group} onChange={(event) => onChange(event.target.value)}>
        <option value="">No groups</option>
        {fit.map(({ id, title }) => (
          <option key={id} value={id}>
            by {title}
          </option>
        ))}
      </select>
    </label>
  )
}

const mostGroups = 200

function isGroupable({ id, kind, values }: RunColumn): boolean {
  if (kind === 'metric' || kind === 'moment' || kind === 'duration') return false
  if (id === 'parent' || id === 'name') return true
  const found = new Set<unknown>()
  for (const value of values) {
    found.add(value)
    if (found.size > mostGroups) return false
  }
  return found.size > 1
}

function csvOf(
  rows: readonly RunRow[],
  ids: readonly string[],
  columns: readonly RunColumn[],
): CsvRow[] {
  return rows.flatMap((row): CsvRow[] => {
    if (row.kind === 'group') return []
    const cells = columns.map(({ id, values }) => [id, values[row.place] ?? null] as const)
    return [Object.fromEntries([['id', ids[row.place] ?? ''], ...cells])]
  })
}
