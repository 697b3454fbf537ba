import type { PlotOptions } from '@observablehq/plot'
import { useCallback, useMemo, type ReactNode } from 'react'
import type { BackTestReply } from '../../api/index.ts'
import { formatDayAndTime, formatWithUnit } from '../format.ts'
import { Chart, tipStyle, type Drawing } from './chart.tsx'

type Kind = 'came true' | 'forecast then' | 'forecast'

interface Drawn {
  readonly at: Date
  readonly value: number
  readonly kind: Kind
  readonly low: number | null
  readonly high: number | null
  /** Which forecast it belongs to. */
  readonly origin: string
}

export interface BackTestChartProps {
  readonly test: BackTestReply
  readonly title: string
  readonly tools?: ReactNode
}

/** What came true, what was forecast then as if nothing later were known, and what is forecast now, with bounds. */
export function BackTestChart({ test, title, tools }: BackTestChartProps) {
  const points = useMemo(() => drawnOf(test), [test])
  const unit = test.unit ?? undefined
  const csv = useMemo(
    () => points.map(({ at, ...point }) => ({ at: at.toISOString(), ...point })),
    [points],
  )
  const options = useCallback(
    (drawing: Drawing, width: number) => testOptions(drawing, points, unit, width),
    [points, unit],
  )
  return (
    <Chart<Drawn>
      title={title}
      unit={unit}
      sentence={testSentence(test)}
      csv={csv}
      height={340}
      options={options}
      tools={tools}
    />
  )
}

function drawnOf({ points, actual, next }: BackTestReply): readonly Drawn[] {
  return [
    ...actual.map(({ at, value }): Drawn => ({
      at: new Date(at),
      value,
      kind: 'came true',
      low: null,
      high: null,
      origin: '',
    })),
    ...points.map(({ at, value, low, high, origin }): Drawn => ({
      at: new Date(at),
      value,
      low,
      high,
      kind: 'forecast then',
      origin,
    })),
    ...next.map(({ at, value, low, high }): Drawn => ({
      at: new Date(at),
      value,
      low,
      high,
      kind: 'forecast',
      origin: 'now',
    })),
  ]
}

function testOptions(
  d: Drawing,
  points: readonly Drawn[],
  unit: string | undefined,
  width: number,
): PlotOptions {
  const of = (kind: Kind) => points.filter((point) => point.kind === kind)
  const [actual, then, next] = [of('came true'), of('forecast then'), of('forecast')]
  const band = {
    x: 'at',
    y1: ({ low, value }: Drawn) => low ?? value,
    y2: ({ high, value }: Drawn) => high ?? value,
    z: 'origin',
    fill: 'var(--data-band)',
  }
  return {
    marginTop: 32,
    marginBottom: 32,
    x: { type: 'utc', label: null },
    y: { label: null, nice: true, ticks: 5 },
    marks: [
      d.gridY({ ticks: 5, stroke: 'var(--data-grid)', strokeOpacity: 1 }),
      d.axisY({ ticks: 5, tickSize: 0, label: null }),
      d.axisX({ ticks: Math.max(3, Math.floor(width / 72)), tickSize: 4, label: null }),
      d.areaY(then, band),
      d.areaY(next, band),
      d.lineY(actual, { x: 'at', y: 'value', stroke: 'var(--data-observed)', strokeWidth: 1.5 }),
      d.lineY(then, {
        x: 'at',
        y: 'value',
        z: 'origin',
        stroke: 'var(--data-current)',
        strokeDasharray: '3 3',
      }),
      d.lineY(next, { x: 'at', y: 'value', stroke: 'var(--data-current)', strokeWidth: 2 }),
      d.dot(next, { x: 'at', y: 'value', r: 3, fill: 'var(--data-current)' }),
      ...keyOf(d, points, width),
      d.ruleX(points, d.pointerX({ x: 'at', stroke: 'var(--hairline-strong)' })),
      d.tip(
        points,
        d.pointerX({
          x: 'at',
          y: 'value',
          title: (point: Drawn) => tipText(point, unit),
          ...tipStyle,
        }),
      ),
    ],
  }
}

/** What is what, said above the picture, where no data can be. */
function keyOf(d: Drawing, points: readonly Drawn[], width: number) {
  const [first] = points
  if (first === undefined) return []
  const begin = points.reduce((at, point) => (point.at < at ? point.at : at), first.at)
  const wide = width >= 560
  const words = [
    ['— came true', 'var(--ink)', 0],
    [wide ? '- - forecast then' : '- - then', 'var(--data-current)', 88],
    [wide ? '● forecast now' : '● now', 'var(--data-current)', wide ? 200 : 148],
  ] as const
  return words.map(([text, fill, dx]) =>
    d.text([begin], {
      x: (at: Date) => at,
      text: () => text,
      frameAnchor: 'top',
      textAnchor: 'start',
      dy: -20,
      dx,
      fill,
    }),
  )
}

function tipText({ at, kind, value, low, high }: Drawn, unit: string | undefined): string {
  const show = (one: number) => formatWithUnit(Number(one.toPrecision(4)), unit)
  const bounds = low === null || high === null ? '' : `\n${show(low)} to ${show(high)}`
  return `${formatDayAndTime(at)} UTC\n${show(value)} ${kind}${bounds}`
}

function testSentence({ series, origins, all, share }: BackTestReply): string {
  const within =
    all.coverage === null || share === null
      ? ''
      : ` ${Math.round(100 * all.coverage)} % came true within bounds that were to hold ${Math.round(100 * share)} %.`
  return `${origins.length} forecasts of the past of ${series}, each beside what came true.${within}`
}
