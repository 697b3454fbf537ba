import type { PlotOptions } from '@observablehq/plot'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { Chart, tipStyle, type Drawing } from '../../../charts/chart.tsx'
import { formatNumber } from '../../../format.ts'
import { Empty } from '../../../kit/empty.tsx'
import { usePageSearch } from '../../../page-search.ts'
import type { RunColumn } from '../table/run-columns.ts'
import type { Compared } from './compared-run.ts'

interface Dot {
  readonly id: string
  readonly name: string
  readonly colour: string
  readonly x: number
  readonly y: number
}

/** Two numbers of each run against each other: which ones, the address says. */
export function CompareScatter({ compared }: { compared: Compared }) {
  const [search, setSearch] = usePageSearch()
  const navigate = useNavigate()
  const numbers = useMemo(
    () =>
      [...compared.columns.values()].filter(({ isNumber, kind }) => isNumber && kind !== 'moment'),
    [compared],
  )
  const usual = useMemo(() => usualAxes(numbers), [numbers])
  const x = numbers.find(({ id }) => id === search['x']) ?? usual.x
  const y = numbers.find(({ id }) => id === search['y']) ?? usual.y
  const isLog = {
    x: search['log']?.includes('x') === true,
    y: search['log']?.includes('y') === true,
  }
  const dots = useMemo(() => dotsOf(compared, x, y), [compared, x, y])
  const seen = useMemo(
    () => dots.filter((dot) => (!isLog.x || dot.x > 0) && (!isLog.y || dot.y > 0)),
    [dots, isLog.x, isLog.y],
  )
  const options = useCallback(
    (d: Drawing) =>
      scatterOptions(d, seen, {
        x: x?.title ?? '',
        y: y?.title ?? '',
        isLogX: isLog.x,
        isLogY: isLog.y,
      }),
    [seen, x, y, isLog.x, isLog.y],
  )
  if (x === undefined || y === undefined) {
    return (
      <Empty title="Nothing to set against each other">
        These runs have fewer than two numbers.
      </Empty>
    )
  }
  const setLog = (axis: 'x' | 'y', isOn: boolean) => {
    const next = { ...isLog, [axis]: isOn }
    setSearch({ log: `${next.x ? 'x' : ''}${next.y ? 'y' : ''}` })
  }
  return (
    <Chart<Dot>
      title={`${y.title} against ${x.title}`}
      sentence={`${seen.length} runs by ${x.title} and ${y.title}.`}
      csv={dots.map(({ id, name, x: first, y: second }) => ({
        id,
        name,
        [x.title]: first,
        [y.title]: second,
      }))}
      height={440}
      options={options}
      onPick={({ id }) => void navigate({ to: '/runs/$id', params: { id } })}
      empty={<p className="soft">No run has both.</p>}
      tools={
        <>
          <AxisChoice
            label="Across"
            columns={numbers}
            value={x.id}
            onChange={(id) => setSearch({ x: id })}
          />
          <LogChoice axis="x" isOn={isLog.x} onChange={(isOn) => setLog('x', isOn)} />
          <AxisChoice
            label="Upwards"
            columns={numbers}
            value={y.id}
            onChange={(id) => setSearch({ y: id })}
          />
          <LogChoice axis="y" isOn={isLog.y} onChange={(isOn) => setLog('y', isOn)} />
        </>
      }
    />
  )
}

function usualAxes(numbers: readonly RunColumn[]) {
  const byCount = numbers.toSorted((a, b) => b.count - a.count)
  const param = byCount.find(({ kind }) => kind === 'param')
  const metrics = byCount.filter(({ kind }) => kind === 'metric')
  const y = metrics[0] ?? byCount[0]
  return { y, x: param ?? metrics[1] ?? byCount.find((one) => one !== y) }
}

function dotsOf({ runs }: Compared, x: RunColumn | undefined, y: RunColumn | undefined): Dot[] {
  return runs.flatMap(({ id, name, colour, place }) => {
    const [first, second] = [x?.values[place], y?.values[place]]
    if (typeof first !== 'number' || typeof second !== 'number') return []
    return [{ id, name, colour, x: first, y: second }]
  })
}

interface AxisChoiceProps {
  readonly label: string
  readonly columns: readonly RunColumn[]
  readonly value: string
  readonly onChange: (id: string) => void
}

function AxisChoice({ label, columns, value, onChange }: AxisChoiceProps) {
  return (
    <label className="axis-choice">
      {label}
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {columns.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </label>
  )
}

interface LogChoiceProps {
  readonly axis: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

function LogChoice({ axis, isOn, onChange }: LogChoiceProps) {
  return (
    <label className="check">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
      log {axis}
    </label>
  )
}

interface Axes {
  readonly x: string
  readonly y: string
  readonly isLogX: boolean
  readonly isLogY: boolean
}

function scatterOptions(d: Drawing, dots: readonly Dot[], axes: Axes): PlotOptions {
  const isFew = dots.length <= 12
  return {
    marginRight: 112,
    marginTop: 32,
    marginLeft: 56,
    x: { type: axes.isLogX ? 'log' : 'linear', nice: true },
    y: { type: axes.isLogY ? 'log' : 'linear', nice: true },
    marks: [
      d.gridY({ ticks: 5, stroke: 'var(--data-grid)', strokeOpacity: 1 }),
      d.gridX({ ticks: 6, stroke: 'var(--data-grid)', strokeOpacity: 1 }),
      d.axisY({ ticks: 5, tickSize: 0, label: axes.y, labelArrow: 'none' }),
      d.axisX({ ticks: 6, tickSize: 0, label: axes.x, labelArrow: 'none' }),
      d.dot(dots, { x: 'x', y: 'y', r: 5, fill: 'colour', stroke: 'var(--paper)', strokeWidth: 1 }),
      d.text(isFew ? dots : [], {
        x: 'x',
        y: 'y',
        text: 'name',
        textAnchor: 'start',
        dx: 9,
        fill: 'var(--ink-soft)',
        stroke: 'var(--paper)',
        strokeWidth: 3,
      }),
      d.tip(
        dots,
        d.pointer({
          x: 'x',
          y: 'y',
          title: ({ name, x, y }: Dot) =>
            `${name}\n${axes.x} ${formatNumber(x)}\n${axes.y} ${formatNumber(y)}`,
          ...tipStyle,
        }),
      ),
    ],
  }
}
