import { Link } from '@tanstack/react-router'
import { useMemo, useRef, useState, type PointerEvent } from 'react'
import { downloadCsv } from '../../../kit/download-csv.ts'
import { Empty } from '../../../kit/empty.tsx'
import { useWidth } from '../../../kit/use-width.ts'
import { usePageSearch } from '../../../page-search.ts'
import { CellValue } from '../table/cell-value.tsx'
import { ColumnMenu } from '../table/column-menu.tsx'
import type { RunColumn } from '../table/run-columns.ts'
import { tellsApart, type Compared, type ComparedRun } from './compared-run.ts'
import { parallelScale, type ParallelScale } from './parallel-scale.ts'

const height = 360
const margin = { top: 34, bottom: 18, side: 56 }
const reach = height - margin.top - margin.bottom

/** Each run as a line through its values; a stretch drawn on an axis leaves only the lines through it. */
export function CompareParallel({ compared }: { compared: Compared }) {
  const [search, setSearch] = usePageSearch()
  const { runs, columns } = compared
  const usual = useMemo(() => usualAxes(compared), [compared])
  const shown = search['axes'] === undefined ? usual : search['axes'].split(',')
  const axes = shown.flatMap((id) => columns.get(id) ?? [])
  return (
    <figure className="chart" aria-label="Runs through their values">
      <div className="chart-head">
        <h3>Runs through their values</h3>
        <div className="chart-tools">
          <ColumnMenu
            columns={columns}
            shown={shown}
            onChange={(ids) => setSearch({ axes: ids?.join(',') })}
          />
          <button
            type="button"
            className="button small"
            onClick={() => downloadCsv('Runs through their values', csvOf(runs, axes))}
          >
            CSV
          </button>
        </div>
      </div>
      {axes.length < 2 ? (
        <Empty title="Too few axes">
          These runs differ in fewer than two values. Choose axes under “Columns”.
        </Empty>
      ) : (
        <Lines runs={runs} axes={axes} />
      )}
    </figure>
  )
}

const mostAxes = 9

/** What the runs were given first, then what came out; only what tells them apart. */
function usualAxes({ runs, columns }: Compared): readonly string[] {
  const apart = [...columns.values()].filter((column) => tellsApart(column, runs))
  const params = apart.filter(({ kind }) => kind === 'param')
  const metrics = apart.filter(
    ({ kind, title }) => kind === 'metric' && !title.startsWith('system/'),
  )
  const some = params.slice(0, mostAxes - Math.min(3, metrics.length))
  return [...some, ...metrics.slice(0, mostAxes - some.length)].map(({ id }) => id)
}

type Range = readonly [low: number, high: number]

function Lines({ runs, axes }: { runs: readonly ComparedRun[]; axes: readonly RunColumn[] }) {
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const [chosen, setChosen] = useState<string>()
  const [ranges, setRanges] = useState<ReadonlyMap<string, Range>>(new Map())
  const scales = useMemo(
    () =>
      axes.map((axis) =>
        parallelScale(
          axis,
          runs.map(({ place }) => place),
        ),
      ),
    [axes, runs],
  )
  const x = (at: number) => margin.side + (at * (width - 2 * margin.side)) / (axes.length - 1)
  const fits = ({ place }: ComparedRun) =>
    axes.every((axis, at) => {
      const range = ranges.get(axis.id)
      const found = scales[at]?.placeOf(axis.values[place] ?? null)
      return range === undefined || (found !== undefined && found >= range[0] && found <= range[1])
    })
  const told = runs.find(({ id }) => id === chosen)
  return (
    <>
      <div ref={frame} className="parallel">
        {width === 0 ? null : (
          <svg width={width} height={height} aria-hidden="true">
            {runs.map((run) => (
              <path
                key={run.id}
                d={pathOf(run, axes, scales, x)}
                className={lineClass(run, { chosen, isOut: !fits(run) })}
                style={{ stroke: run.colour }}
                onPointerEnter={() => setChosen(run.id)}
              />
            ))}
            {axes.map((axis, at) => (
              <Axis
                key={axis.id}
                axis={axis}
                scale={scales[at]}
                x={x(at)}
                room={(width - 2 * margin.side) / (axes.length - 1)}
                range={ranges.get(axis.id)}
                onRange={(range) => setRanges(withRange(ranges, axis.id, range))}
              />
            ))}
          </svg>
        )}
      </div>
      <div className="parallel-foot">
        {ranges.size === 0 ? null : (
          <button type="button" className="button small" onClick={() => setRanges(new Map())}>
            All lines again
          </button>
        )}
        {told === undefined ? (
          <p className="soft small">
            Point at a line to see which run it is; draw along an axis to keep only the lines
            through there.
          </p>
        ) : (
          <p className="small">
            <Link to="/runs/$id" params={{ id: told.id }}>
              {told.name}
            </Link>
            {axes.map((axis) => (
              <span key={axis.id}>
                {' · '}
                <span className="soft">{axis.title}</span>{' '}
                <CellValue column={axis} value={axis.values[told.place] ?? null} />
              </span>
            ))}
          </p>
        )}
      </div>
    </>
  )
}

function withRange(ranges: ReadonlyMap<string, Range>, id: string, range: Range | undefined) {
  const next = new Map(ranges)
  if (range === undefined) next.delete(id)
  else next.set(id, range)
  return next
}

function lineClass(
  run: ComparedRun,
  { chosen, isOut }: { chosen: string | undefined; isOut: boolean },
) {
  if (isOut) return 'line out'
  return chosen === run.id ? 'line chosen' : 'line'
}

function yOf(at: number): number {
  return margin.top + (1 - at) * reach
}

/** Where a run lacks a value, its line is broken. */
function pathOf(
  { place }: ComparedRun,
  axes: readonly RunColumn[],
  scales: readonly ParallelScale[],
  x: (at: number) => number,
): string {
  const places = axes.map((axis, at) => scales[at]?.placeOf(axis.values[place] ?? null))
  return places
    .map((found, at) => {
      if (found === undefined) return ''
      return `${places[at - 1] === undefined ? 'M' : 'L'}${x(at).toFixed(1)} ${yOf(found).toFixed(1)}`
    })
    .join('')
}

interface AxisProps {
  readonly axis: RunColumn
  readonly scale: ParallelScale | undefined
  readonly x: number
  /** How wide its name may be. */
  readonly room: number
  readonly range: Range | undefined
  readonly onRange: (range: Range | undefined) => void
}

const leastRange = 0.02

function Axis({ axis, scale, x, room, range, onRange }: AxisProps) {
  const start = useRef<number>(undefined)
  const placeOf = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect()
    return Math.min(1, Math.max(0, 1 - (event.clientY - box.top) / box.height))
  }
  const most = Math.max(6, Math.floor(room / 7))
  return (
    <g transform={`translate(${x.toFixed(1)} 0)`} className="axis">
      <line y1={margin.top} y2={margin.top + reach} />
      <text y={16} textAnchor="middle" className="head">
        <title>{axis.title}</title>
        {clip(axis.title, most)}
      </text>
      {scale?.ticks.map(({ at, label }) => (
        <text key={`${at} ${label}`} y={yOf(at) + 4} x={6}>
          {clip(label, most - 2)}
        </text>
      ))}
      {range === undefined ? null : (
        <rect
          x={-6}
          width={12}
          y={yOf(range[1])}
          height={(range[1] - range[0]) * reach}
          className="range"
        />
      )}
      <rect
        x={-14}
        width={28}
        y={margin.top}
        height={reach}
        className="catch"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          start.current = placeOf(event)
        }}
        onPointerMove={(event) => {
          if (start.current === undefined) return
          const [low, high] = [start.current, placeOf(event)].toSorted((a, b) => a - b)
          if (low !== undefined && high !== undefined) onRange([low, high])
        }}
        onPointerUp={(event) => {
          const isClick = Math.abs((start.current ?? 0) - placeOf(event)) < leastRange
          start.current = undefined
          if (isClick) onRange(undefined)
        }}
      />
    </g>
  )
}

function clip(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}

function csvOf(runs: readonly ComparedRun[], axes: readonly RunColumn[]) {
  return runs.map(({ id, name, place }) =>
    Object.fromEntries([
      ['id', id],
      ['name', name],
      ...axes.map((axis) => [axis.title, axis.values[place] ?? null] as const),
    ]),
  )
}
