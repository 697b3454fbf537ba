import type { PlotOptions } from '@observablehq/plot'
import { useCallback, useMemo } from 'react'
import { formatNumber, formatTick, plural } from '../format.ts'
import { Chart, tipStyle, type Drawing } from './chart.tsx'
import { smooth } from './smooth.ts'

/** One line of a picture, as the server has sampled it. */
export interface CurveLine {
  readonly name: string
  readonly colour: string
  readonly xs: readonly number[]
  readonly means: readonly (number | null)[]
  /** Empty unless it was sampled. */
  readonly lows: readonly (number | null)[]
  readonly highs: readonly (number | null)[]
  readonly pointCount: number
}

export interface CurveLook {
  /** 0 to below 1. */
  readonly smoothing: number
  readonly isLogX: boolean
  readonly isLogY: boolean
  readonly axis: 'step' | 'time' | 'relative'
}

export interface CurveChartProps {
  readonly title: string
  readonly lines: readonly CurveLine[]
  readonly look: CurveLook
  readonly height?: number
  /** A stretch of the axis was drawn out with the pointer. */
  readonly onBrush?: ((from: number, until: number) => void) | undefined
}

interface Place {
  readonly name: string
  readonly colour: string
  readonly x: number | Date
  readonly raw: number
  readonly value: number
  readonly low: number
  readonly high: number
}

/** Lines over steps or time; behind a smoothed one what was logged, around a sampled one its extremes. */
export function CurveChart({ title, lines, look, height = 220, onBrush }: CurveChartProps) {
  const places = useMemo(() => lines.flatMap((line) => placesOf(line, look)), [lines, look])
  const options = useCallback(
    (drawing: Drawing) => curveOptions(drawing, places, lines, look),
    [places, lines, look],
  )
  return (
    <Chart<Place>
      title={title}
      sentence={sentenceOf(title, lines)}
      csv={places.map(({ name, x, raw, low, high }) => ({
        name,
        x: x instanceof Date ? x.toISOString() : x,
        value: raw,
        low,
        high,
      }))}
      height={height}
      options={options}
      onBrush={onBrush}
      empty={<p className="soft">{emptyText(look)}</p>}
    />
  )
}

function emptyText({ isLogY }: CurveLook): string {
  return isLogY
    ? 'Nothing here is above zero: a log axis can’t show it.'
    : 'Nothing was logged here.'
}

function sentenceOf(title: string, lines: readonly CurveLine[]): string {
  const ends = lines.slice(0, 8).map(({ name, means, pointCount }) => {
    const end = means.findLast((value) => value !== null)
    return `${name} ends at ${end === undefined || end === null ? 'nothing' : formatNumber(end)} after ${plural(pointCount, 'point')}`
  })
  return `${title}: ${ends.join('; ')}.`
}

function placesOf(line: CurveLine, look: CurveLook): Place[] {
  const smoothed = smooth(line.means, look.smoothing)
  const { name, colour } = line
  return line.xs.flatMap((at, index) => {
    const [raw, value] = [line.means[index] ?? null, smoothed[index] ?? null]
    const x = placeOnAxis(at, line, look)
    if (raw === null || value === null || (look.isLogX && Number(x) <= 0)) return []
    const [low, high] = [line.lows[index] ?? raw, line.highs[index] ?? raw]
    if (!look.isLogY) return [{ name, colour, x, raw, value, low, high }]
    // What is not above zero has no place on a log axis.
    const least = Math.min(raw, value)
    return least <= 0 ? [] : [{ name, colour, x, raw, value, low: low > 0 ? low : least, high }]
  })
}

function placeOnAxis(at: number, { xs }: CurveLine, { axis }: CurveLook): number | Date {
  if (axis === 'time') return new Date(at)
  return axis === 'relative' ? (at - (xs[0] ?? 0)) / 1000 : at
}

const xTitles = {
  step: 'step',
  time: 'time (UTC)',
  relative: 'seconds since its first point',
} as const

function curveOptions(
  d: Drawing,
  places: readonly Place[],
  lines: readonly CurveLine[],
  { smoothing, isLogX, isLogY, axis }: CurveLook,
): PlotOptions {
  const series = { x: 'x', z: 'name' } as const
  const isSampled = lines.some(({ lows }) => lows.length > 0)
  const isFew = lines.length > 1 && lines.length <= 4
  return {
    marginRight: isFew ? 92 : 20,
    x: { type: isLogX ? 'log' : axis === 'time' ? 'utc' : 'linear' },
    y: { type: isLogY ? 'log' : 'linear', nice: true },
    marks: [
      d.gridY({ ticks: 4, stroke: 'var(--data-grid)', strokeOpacity: 1 }),
      d.axisY({
        ticks: 4,
        tickSize: 0,
        label: null,
        tickFormat: (value: number) => formatNumber(value),
      }),
      d.axisX({
        ticks: 5,
        tickSize: 0,
        label: xTitles[axis],
        labelArrow: 'none',
        ...(axis === 'time' ? {} : { tickFormat: (value: number) => formatTick(value) }),
      }),
      ...(isSampled
        ? [
            d.areaY(places, {
              ...series,
              y1: 'low',
              y2: 'high',
              fill: 'colour',
              fillOpacity: lines.length > 4 ? 0.08 : 0.18,
              stroke: 'colour',
              strokeOpacity: lines.length > 4 ? 0.15 : 0.4,
              strokeWidth: 0.6,
            }),
          ]
        : []),
      ...(smoothing > 0
        ? [
            d.lineY(places, {
              ...series,
              y: 'raw',
              stroke: 'colour',
              strokeOpacity: 0.25,
              strokeWidth: 1,
            }),
          ]
        : []),
      d.lineY(places, { ...series, y: 'value', stroke: 'colour', strokeWidth: 1.5 }),
      d.dot(onlyOnes(places, lines), { x: 'x', y: 'value', r: 3, fill: 'colour' }),
      d.text(isFew ? namesAtEnds(places, lines) : [], {
        x: 'x',
        y: 'value',
        text: ({ name }: Place) => (name.length > 13 ? `${name.slice(0, 12)}…` : name),
        textAnchor: 'start',
        dx: 6,
        fill: 'colour',
      }),
      d.ruleX(places, d.pointerX({ x: 'x', stroke: 'var(--hairline-strong)' })),
      d.tip(places, d.pointer({ x: 'x', y: 'value', title: describe, ...tipStyle })),
    ],
  }
}

/** A line of one point can't be seen. */
function onlyOnes(places: readonly Place[], lines: readonly CurveLine[]): Place[] {
  const single = new Set(lines.filter(({ xs }) => xs.length === 1).map(({ name }) => name))
  return places.filter(({ name }) => single.has(name))
}

function namesAtEnds(places: readonly Place[], lines: readonly CurveLine[]): Place[] {
  return lines.flatMap(({ name }) => places.findLast((place) => place.name === name) ?? [])
}

function describe({ name, x, raw, value, low, high }: Place): string {
  const at = x instanceof Date ? x.toISOString().replace('T', ' ').slice(0, 19) : formatNumber(x)
  return [
    name,
    `${x instanceof Date ? '' : 'at '}${at}: ${formatNumber(raw)}`,
    ...(value === raw ? [] : [`smoothed ${formatNumber(value)}`]),
    ...(low === high ? [] : [`between ${formatNumber(low)} and ${formatNumber(high)}`]),
  ].join('\n')
}
