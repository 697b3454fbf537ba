import type { PlotOptions } from '@observablehq/plot'
import { useCallback, useMemo } from 'react'
import type { SeriesPointReply } from '../../api/index.ts'
import { formatDayAndTime, formatNumber, formatWithUnit, plural } from '../format.ts'
import { timeMargins, type AxisEvent, type TimeDomain } from './axis-event.ts'
import { Chart, tipStyle, type Drawing } from './chart.tsx'
import { NamesBelow, namesAtEnds } from './line-names.tsx'

export interface SeriesLine {
  readonly name: string
  /** An estimate is drawn as a forecast is, what came true beside it in ink. */
  readonly manner: 'current' | 'estimate' | 'truth'
  readonly points: readonly SeriesPointReply[]
  /** Of several alike, its own. */
  readonly colour?: string
}

export interface SeriesLimit {
  readonly value: number
  readonly side: 'atMost' | 'atLeast'
  readonly severity: 'warning' | 'critical'
  /** One that only is being thought of. */
  readonly isTried?: boolean
}

export interface SeriesChartProps {
  readonly title: string
  readonly unit?: string | undefined
  readonly lines: readonly SeriesLine[]
  readonly limits?: readonly SeriesLimit[]
  /** Of these only deployments are drawn: values before and after are of other versions. */
  readonly events?: readonly AxisEvent[]
  readonly domain: TimeDomain
  readonly height?: number
  readonly onPick?: (place: SeriesPlace) => void
}

export interface SeriesPlace {
  readonly runId: string
  readonly name: string
  readonly at: Date
  readonly value: number
  readonly lower: number | null
  readonly upper: number | null
  readonly count: number | null
  readonly colour: string
}

const colours = {
  current: 'var(--data-current)',
  estimate: 'var(--data-current)',
  truth: 'var(--data-observed)',
} as const

/** A measure over time with its band and limits; where it was estimated, beside what came true. */
export function SeriesChart(props: SeriesChartProps) {
  const { title, unit, lines, limits = noLimits, events = noEvents, domain, height = 200 } = props
  const places = useMemo(() => lines.flatMap(placesOf), [lines])
  const options = useCallback(
    (drawing: Drawing, width: number) =>
      seriesOptions(drawing, { places, lines, limits, events, domain, unit, width, height }),
    [places, lines, limits, events, domain, unit, height],
  )
  const told = places.filter(({ value }) => !Number.isNaN(value))
  return (
    <div className="series">
      <Chart<SeriesPlace>
        title={title}
        unit={unit}
        sentence={sentenceOf(title, lines, limits, unit)}
        csv={told.map(({ name, at, value, lower, upper, count }) => ({
          series: name,
          at: at.toISOString(),
          value,
          lower,
          upper,
          rows: count,
        }))}
        height={height}
        options={options}
        {...(props.onPick === undefined ? {} : { onPick: props.onPick })}
        empty={<p className="soft">Nothing was measured in this time.</p>}
      />
      {lines.length > 1 ? (
        <NamesBelow
          names={lines.map(({ name, manner, colour = colours[manner] }) => ({ name, colour }))}
        />
      ) : null}
    </div>
  )
}

const noLimits: readonly SeriesLimit[] = []
const noEvents: readonly AxisEvent[] = []

function placesOf({ name, manner, points, colour = colours[manner] }: SeriesLine): SeriesPlace[] {
  return points.map(({ runId, at, value, lower, upper, count }) => ({
    runId,
    name,
    at: new Date(at),
    value: value ?? Number.NaN,
    lower,
    upper,
    count,
    colour,
  }))
}

interface Drawn {
  readonly places: readonly SeriesPlace[]
  readonly lines: readonly SeriesLine[]
  readonly limits: readonly SeriesLimit[]
  readonly events: readonly AxisEvent[]
  readonly domain: TimeDomain
  readonly unit: string | undefined
  readonly width: number
  readonly height: number
}

function seriesOptions(d: Drawing, drawn: Drawn): PlotOptions {
  const { places, lines, limits, events, domain } = drawn
  const told = places.filter(({ value }) => !Number.isNaN(value))
  // More bands hide each other.
  const banded = told.filter(
    ({ lower, upper }) => lines.length <= 2 && lower !== null && upper !== null,
  )
  const isNamed = lines.length > 1 && drawn.width >= 640
  const range = yDomain(told, banded, limits)
  return {
    ...timeMargins(drawn.width),
    x: { type: 'utc', domain },
    y: { nice: true, ...range },
    marks: [
      d.gridY({ ticks: 4, stroke: 'var(--data-grid)', strokeOpacity: 1 }),
      d.axisY({ ticks: 4, tickSize: 0, label: null, tickFormat: (v: number) => formatNumber(v) }),
      d.axisX({ ticks: 5, tickSize: 4, label: null }),
      d.ruleX(
        events.filter(({ kind }) => kind === 'deployment'),
        { x: 'at', stroke: 'var(--accent)', strokeOpacity: 0.5 },
      ),
      d.areaY(banded, {
        x: 'at',
        y1: 'lower',
        y2: 'upper',
        z: 'name',
        fill: 'colour',
        fillOpacity: 0.16,
      }),
      ...limitMarks(d, limits),
      d.lineY(places, { x: 'at', y: 'value', z: 'name', stroke: 'colour', strokeWidth: 1.8 }),
      d.dot(lines.length <= 2 && told.length <= 120 ? told : [], {
        x: 'at',
        y: 'value',
        r: 2.5,
        fill: 'colour',
      }),
      ...(isNamed ? namesAtEnds(d, endsOf(told, lines), { ...range, height: drawn.height }) : []),
      d.tip(told, d.pointer({ x: 'at', y: 'value', title: describe(drawn.unit), ...tipStyle })),
    ],
  }
}

function endsOf(places: readonly SeriesPlace[], lines: readonly SeriesLine[]) {
  return lines.flatMap(({ name }) => places.findLast((place) => place.name === name) ?? [])
}

/** From zero on, as long as that doesn't press the line flat. */
function yDomain(
  places: readonly SeriesPlace[],
  banded: readonly SeriesPlace[],
  limits: readonly SeriesLimit[],
) {
  const values = [
    ...banded.flatMap(({ lower, upper }) => [lower ?? 0, upper ?? 0]),
    ...places.map(({ value }) => value),
    ...limits.map(({ value }) => value),
  ]
  const [least, most] = [Math.min(...values), Math.max(...values)]
  if (values.length === 0) return {}
  const room = (most - least || Math.abs(most) || 1) * 0.08
  const isFlat = least > 0 && most - least < 0.3 * most
  return { domain: [least < 0 || isFlat ? least - room : 0, most + room] }
}

const severityColours = { warning: 'var(--state-warn)', critical: 'var(--state-bad)' } as const

function limitMarks(d: Drawing, limits: readonly SeriesLimit[]) {
  const stroke = ({ severity, isTried = false }: SeriesLimit) =>
    isTried ? 'var(--accent)' : severityColours[severity]
  return [
    d.ruleY(limits, { y: 'value', stroke, strokeDasharray: '4 3' }),
    d.text(limits, {
      y: 'value',
      text: ({ value, side, isTried = false }: SeriesLimit) =>
        `${isTried ? 'tried: ' : ''}at ${side === 'atMost' ? 'most' : 'least'} ${formatNumber(value)}`,
      frameAnchor: 'left',
      dx: 4,
      dy: -7,
      fill: stroke,
      stroke: 'var(--paper)',
      strokeWidth: 3,
    }),
  ]
}

function describe(unit: string | undefined): (place: SeriesPlace) => string {
  return ({ name, at, value, lower, upper, count }) =>
    [
      formatDayAndTime(at),
      `${name}: ${formatWithUnit(value, unit)}`,
      ...(lower === null || upper === null
        ? []
        : [`95 %: ${formatNumber(lower)} to ${formatNumber(upper)}`]),
      ...(count === null ? [] : [`of ${plural(count, 'row')}`]),
    ].join('\n')
}

function sentenceOf(
  title: string,
  lines: readonly SeriesLine[],
  limits: readonly SeriesLimit[],
  unit: string | undefined,
): string {
  const ends = lines.flatMap(({ name, points }) => {
    const last = points.findLast(({ value }) => value !== null)
    if (last === undefined || last.value === null) return []
    return [`${name} is ${formatWithUnit(last.value, unit)} on ${formatDayAndTime(last.at)}`]
  })
  const wanted = limits.map(
    ({ side, value }) =>
      `at ${side === 'atMost' ? 'most' : 'least'} ${formatWithUnit(value, unit)}`,
  )
  const told = ends.length === 0 ? 'nothing was measured' : ends.join('; ')
  return `${title}: ${told}${wanted.length === 0 ? '' : `; wanted is ${wanted.join(', ')}`}.`
}
