import type { PlotOptions } from '@observablehq/plot'
import { useCallback } from 'react'
import type { ColumnReply } from '../../api/index.ts'
import { formatNumber, formatTick, formatWithUnit, plural } from '../format.ts'
import { commonValues, type ColumnPoint, type ColumnSeries } from './column-series.ts'
import { shareOptions } from './share-options.ts'
import { Chart, tipStyle, type Drawing } from './chart.tsx'

export interface ColumnChartProps {
  readonly series: ColumnSeries
  readonly about: ColumnReply | undefined
  readonly sentence: string
}

/**
 * One column through time, small: its mean with the range and, of stretches of time, where eight tenths of
 * the values lie, else a deviation to either side; the reference as a dashed line. Of texts and the like the
 * shares of the commonest values, where they are known, else how many are different.
 */
export function ColumnChart({ series, about, sentence }: ColumnChartProps) {
  const options = useCallback(
    (drawing: Drawing) => {
      if (series.isNumber) return numberOptions(drawing, series, about?.unit)
      const values = commonValues(series)
      const base = frame(drawing, formatTick)
      return values.length > 0
        ? shareOptions(drawing, base, series.points, values)
        : countOptions(drawing, series.points)
    },
    [series, about?.unit],
  )
  return (
    <Chart
      title={series.column}
      unit={series.isNumber ? about?.unit : undefined}
      sentence={sentence}
      csv={series.points.map(toCsvRow)}
      height={140}
      options={options}
      empty={<span className="soft small">no rows</span>}
    />
  )
}

function toCsvRow({ shares, at, ...point }: ColumnPoint) {
  const told = [...(shares ?? [])].map(([value, share]) => [`share of ${value}`, share] as const)
  return { at: at.toISOString(), ...point, ...Object.fromEntries(told) }
}

function frame(d: Drawing, yTickFormat: (value: number) => string): PlotOptions {
  return {
    marginTop: 8,
    marginBottom: 36,
    marginLeft: 48,
    marginRight: 8,
    x: { type: 'utc', label: null },
    y: { nice: true, label: null },
    marks: [
      d.gridY({ ticks: 3, stroke: 'var(--data-grid)', strokeOpacity: 1 }),
      d.axisY({ ticks: 3, tickSize: 0, label: null, tickFormat: yTickFormat }),
      d.axisX({ ticks: 3, tickSize: 4, label: null }),
    ],
  }
}

function numberOptions(
  d: Drawing,
  { points, reference }: ColumnSeries,
  unit: string | undefined,
): PlotOptions {
  const base = frame(d, formatTick)
  const title = (point: ColumnPoint) => describePoint(point, unit)
  return {
    ...base,
    marks: [
      ...(base.marks ?? []),
      d.areaY(points, {
        x: 'at',
        y1: 'min',
        y2: 'max',
        fill: 'var(--data-band)',
        curve: 'linear',
      }),
      d.areaY(points, {
        x: 'at',
        y1: ({ low, mean, deviation, min }: ColumnPoint) => low ?? bound(mean, deviation, min, -1),
        y2: ({ high, mean, deviation, max }: ColumnPoint) => high ?? bound(mean, deviation, max, 1),
        fill: 'var(--data-band)',
        curve: 'linear',
      }),
      ...(reference === undefined || reference.mean === null
        ? []
        : [
            d.ruleY([reference.mean], {
              stroke: 'var(--data-reference)',
              strokeDasharray: '4 3',
              strokeWidth: 1.5,
            }),
          ]),
      d.lineY(points, { x: 'at', y: 'mean', stroke: 'var(--data-current)', strokeWidth: 2 }),
      // A line of one point is not seen.
      d.dot(points.length < 3 ? points : points.slice(-1), {
        x: 'at',
        y: 'mean',
        r: 3,
        fill: 'var(--data-current)',
      }),
      d.tip(points, d.pointerX({ x: 'at', y: 'mean', title, ...tipStyle })),
    ],
  }
}

/** A deviation to one side of the mean, but not beyond what there is. */
function bound(
  mean: number | null,
  deviation: number | null,
  end: number | null,
  side: 1 | -1,
): number | null {
  if (mean === null || end === null) return null
  const far = mean + side * (deviation ?? 0)
  return side === 1 ? Math.min(far, end) : Math.max(far, end)
}

function countOptions(d: Drawing, points: readonly ColumnPoint[]): PlotOptions {
  const base = frame(d, (value) => (Number.isInteger(value) ? formatTick(value) : ''))
  const title = (point: ColumnPoint) => describePoint(point, undefined)
  return {
    ...base,
    y: { nice: true, zero: true, label: null },
    marks: [
      ...(base.marks ?? []),
      d.lineY(points, { x: 'at', y: 'distinct', stroke: 'var(--data-current)', strokeWidth: 2 }),
      d.dot(points.length < 3 ? points : points.slice(-1), {
        x: 'at',
        y: 'distinct',
        r: 3,
        fill: 'var(--data-current)',
      }),
      d.tip(points, d.pointerX({ x: 'at', y: 'distinct', title, ...tipStyle })),
    ],
  }
}

function describePoint(point: ColumnPoint, unit: string | undefined): string {
  const { of, rowCount, missingShare, distinct, mean, median, deviation, min, max } = point
  const { low, high } = point
  const value = (number: number | null) => (number === null ? '–' : formatWithUnit(number, unit))
  const numbers =
    mean === null
      ? [`about ${plural(distinct ?? 0, 'different value')}`]
      : [
          `mean ${value(mean)}, median ${value(median)}`,
          `${value(min)} to ${value(max)}, deviation ${value(deviation)}`,
          ...(low === null ? [] : [`8 of 10 from ${value(low)} to ${value(high)}`]),
        ]
  const missing = missingShare === 0 ? [] : [`${formatNumber(100 * missingShare)} % missing`]
  return [of, plural(rowCount, 'row'), ...numbers, ...missing].join('\n')
}
