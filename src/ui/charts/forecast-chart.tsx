import type { PlotOptions } from '@observablehq/plot'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo, type ReactNode } from 'react'
import { formatDayAndTime, formatWithUnit } from '../format.ts'
import { Chart, tipStyle, type Drawing } from './chart.tsx'
import type { ForecastPoint } from './forecast-point.ts'

export interface ForecastChartProps {
  readonly title: string
  readonly label: string
  readonly unit: string | undefined
  readonly points: readonly ForecastPoint[]
  readonly tools?: ReactNode
  readonly height?: number
}

/** What was reported, what we had said of it, and what we say of the days to come. */
export function ForecastChart(props: ForecastChartProps) {
  const { title, label, unit, points, tools, height = 340 } = props
  const navigate = useNavigate()
  const csv = useMemo(
    () => points.map(({ at, kind, value }) => ({ at: at.toISOString(), kind, [label]: value })),
    [points, label],
  )
  const options = useCallback(
    (drawing: Drawing, width: number) => forecastOptions(drawing, { points, label, unit, width }),
    [points, label, unit],
  )
  const pick = useCallback(
    (point: ForecastPoint) => {
      if (point.predictionId === undefined) return
      void navigate({ to: '/predictions/$id/why', params: { id: point.predictionId } })
    },
    [navigate],
  )
  return (
    <Chart<ForecastPoint>
      title={title}
      unit={unit}
      sentence={forecastSentence(points, unit)}
      csv={csv}
      height={height}
      options={options}
      onPick={pick}
      tools={tools}
    />
  )
}

interface ForecastDrawing {
  readonly points: readonly ForecastPoint[]
  readonly label: string
  readonly unit: string | undefined
  readonly width: number
}

function forecastOptions(d: Drawing, { points, label, unit, width }: ForecastDrawing): PlotOptions {
  const of = (kind: ForecastPoint['kind']) => points.filter((point) => point.kind === kind)
  const [forecast, before, reported] = [of('forecast'), of('predicted before'), of('reported')]
  const now = new Date()
  const ticks = Math.max(3, Math.floor(width / 56))
  return {
    marginTop: 32,
    marginBottom: 32,
    x: { type: 'utc', label: null },
    y: { label: null, zero: true, nice: true, ticks: 5 },
    marks: [
      d.gridY({ ticks: 5, stroke: 'var(--data-grid)', strokeOpacity: 1 }),
      d.axisY({ ticks: 5, tickSize: 0, label: null }),
      d.axisX({ ticks, tickSize: 4, label: null }),
      d.areaY(
        forecast.filter(({ error }) => error !== undefined),
        {
          x: 'at',
          y1: ({ value, error = 0 }: ForecastPoint) => Math.max(0, value - error),
          y2: ({ value, error = 0 }: ForecastPoint) => value + error,
          fill: 'var(--data-band)',
        },
      ),
      d.ruleX([now], { stroke: 'var(--data-now)', strokeWidth: 1 }),
      d.lineY(reported, {
        x: 'at',
        y: 'value',
        stroke: 'var(--data-reference)',
        strokeDasharray: '3 3',
      }),
      d.dot(before, { x: 'at', y: 'value', r: 3, stroke: 'var(--data-current)', strokeWidth: 1.5 }),
      d.dot(reported, { x: 'at', y: 'value', r: 3, fill: 'var(--data-observed)' }),
      d.lineY(forecast, { x: 'at', y: 'value', stroke: 'var(--data-current)', strokeWidth: 2 }),
      ...directLabels(d, { points, label, unit, width }, now),
      d.ruleX(points, d.pointerX({ x: 'at', stroke: 'var(--hairline-strong)' })),
      d.tip(
        points,
        d.pointerX({
          x: 'at',
          y: 'value',
          title: (point: ForecastPoint) => tipText(point, label, unit),
          ...tipStyle,
        }),
      ),
    ],
  }
}

/** What is what, said above the picture, where no data can be. */
function directLabels(d: Drawing, { points, unit, width }: ForecastDrawing, now: Date) {
  const first = points.reduce((at, point) => (point.at < at ? point.at : at), now)
  const has = (kind: ForecastPoint['kind']) => points.some((point) => point.kind === kind)
  const wide = width >= 640
  const above = (at: Date, text: string, dx: number, fill: string) =>
    d.text([at], {
      x: (x: Date) => x,
      text: () => text,
      frameAnchor: 'top',
      textAnchor: 'start',
      dy: -20,
      dx,
      fill,
    })
  return [
    ...(has('reported') ? [above(first, '● reported', 0, 'var(--ink)')] : []),
    ...(has('predicted before')
      ? [above(first, wide ? '○ said a day before' : '○ said', 76, 'var(--data-current)')]
      : []),
    above(now, 'now', -10, 'var(--ink-soft)'),
    above(now, wide ? 'forecast, ± our mean error' : 'forecast', 28, 'var(--data-current)'),
    ...highestLabel(d, points, unit),
  ]
}

function highestLabel(d: Drawing, points: readonly ForecastPoint[], unit: string | undefined) {
  const forecast = points.filter((point) => point.kind === 'forecast')
  const [begin, end] = [forecast[0], forecast.at(-1)]
  if (begin === undefined || end === undefined) return []
  const highest = forecast.reduce((best, point) => (point.value > best.value ? point : best))
  const place =
    (highest.at.getTime() - begin.at.getTime()) / (end.at.getTime() - begin.at.getTime())
  return [
    d.dot([highest], { x: 'at', y: 'value', r: 4, fill: 'var(--data-current)' }),
    d.text([highest], {
      x: 'at',
      y: 'value',
      text: (point: ForecastPoint) =>
        `${formatWithUnit(point.value, unit)}, ${formatDayAndTime(point.at)}`,
      dy: -14,
      textAnchor: place < 0.25 ? 'start' : place > 0.75 ? 'end' : 'middle',
      fill: 'var(--data-current)',
      fontWeight: 600,
      stroke: 'var(--paper)',
      strokeWidth: 4,
    }),
  ]
}

function tipText(point: ForecastPoint, label: string, unit: string | undefined): string {
  const spread =
    point.error === undefined
      ? ''
      : `\n± ${formatWithUnit(Number(point.error.toPrecision(2)), unit)} mean error so far ahead`
  const why = point.predictionId === undefined ? '' : '\nClick: why'
  return `${formatDayAndTime(point.at)} UTC\n${label} ${formatWithUnit(point.value, unit)}, ${point.kind}${spread}${why}`
}

function forecastSentence(points: readonly ForecastPoint[], unit: string | undefined): string {
  const forecast = points.filter((point) => point.kind === 'forecast')
  const values = forecast.map((point) => point.value)
  const [first, last] = [forecast[0], forecast.at(-1)]
  if (first === undefined || last === undefined) return 'No forecast.'
  const highest = Math.max(...values)
  const highestAt = forecast.find((point) => point.value === highest)?.at ?? first.at
  return (
    `From ${formatDayAndTime(first.at)} to ${formatDayAndTime(last.at)} UTC the forecast lies between ` +
    `${formatWithUnit(Math.min(...values), unit)} and ${formatWithUnit(highest, unit)}, ` +
    `highest on ${formatDayAndTime(highestAt)}.`
  )
}
