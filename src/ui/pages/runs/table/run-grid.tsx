import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { RunRow } from './arrange-rows.ts'
import { GroupLine } from './group-line.tsx'
import type { RunColumn } from './run-columns.ts'
import type { RunGridProps } from './run-grid-props.ts'
import { RunHead } from './run-head.tsx'
import { RunLine } from './run-line.tsx'
import { rowHeight, useGridKeys } from './use-grid-keys.ts'
import { useSparklines } from './use-sparklines.ts'

const overscan = 8
const alignment = 20

/** Some forty lines of however many runs; moved through by keyboard. */
export function RunGrid(props: RunGridProps) {
  const { runs, rows, columns } = props
  const frame = useRef<HTMLDivElement>(null)
  const [{ top, height }, setSeen] = useState({ top: 0, height: 640 })
  useLayoutEffect(() => {
    const box = frame.current
    if (box === null) return undefined
    const look = () => setSeen({ top: box.scrollTop, height: box.clientHeight })
    look()
    const observer = new ResizeObserver(look)
    observer.observe(box)
    return () => observer.disconnect()
  }, [])
  const first = Math.max(0, Math.floor(top / rowHeight) - overscan)
  const last = Math.min(rows.length, Math.ceil((top + height) / rowHeight) + overscan)
  const drawn = rows.slice(first, last)
  const sparklines = useSparklines(
    useMemo(() => seenIds(rows, runs.ids, first, last), [rows, runs.ids, first, last]),
    useMemo(
      () => columns.filter(({ kind }) => kind === 'metric').map(({ title }) => title),
      [columns],
    ),
  )
  const { active, press } = useGridKeys(props, frame)
  const width = 36 + 236 + columns.reduce((sum, column) => sum + widthOf(column), 0)
  return (
    <div
      ref={frame}
      className="run-grid"
      tabIndex={0}
      role="grid"
      aria-label="Runs"
      aria-rowcount={rows.length + 1}
      aria-activedescendant={active < 0 ? undefined : `run-line-${active}`}
      onScroll={(event) => {
        const { scrollTop: top, clientHeight: height } = event.currentTarget
        setSeen({ top, height })
      }}
      onKeyDown={press}
    >
      <table style={{ width }}>
        <colgroup>
          <col style={{ width: 36 }} />
          <col style={{ width: 236 }} />
          {columns.map((column) => (
            <col key={column.id} style={{ width: widthOf(column) }} />
          ))}
        </colgroup>
        <RunHead {...props} />
        <tbody>
          <Spacer rows={first} />
          {drawn.map((row, at) =>
            row.kind === 'group' ? (
              <GroupLine
                key={`group ${row.title}`}
                row={row}
                index={first + at}
                columns={columns}
                isActive={first + at === active}
                onFold={() => props.onFold(row.title)}
              />
            ) : (
              <RunLine
                key={runs.ids[row.place] ?? row.place}
                {...props}
                place={row.place}
                isPinned={row.isPinned}
                index={first + at}
                isActive={first + at === active}
                sparklines={sparklines}
              />
            ),
          )}
          <Spacer rows={rows.length - last} />
        </tbody>
      </table>
    </div>
  )
}

function Spacer({ rows }: { rows: number }) {
  return rows <= 0 ? null : <tr aria-hidden="true" style={{ height: rows * rowHeight }} />
}

/** Those in sight, from a round number on, so that scrolling a little asks for nothing new. */
function seenIds(
  rows: readonly RunRow[],
  ids: readonly string[],
  first: number,
  last: number,
): readonly string[] {
  const from = Math.floor(first / alignment) * alignment
  const until = Math.ceil(last / alignment) * alignment
  return rows
    .slice(from, until)
    .flatMap((row) => (row.kind === 'run' ? (ids[row.place] ?? []) : []))
}

function widthOf({ kind, isNumber, title }: RunColumn): number {
  switch (kind) {
    case 'metric':
      return 148
    case 'state':
      return 116
    case 'moment':
    case 'duration':
      return 104
    default:
      return isNumber ? Math.max(92, Math.min(160, title.length * 8 + 32)) : 148
  }
}
