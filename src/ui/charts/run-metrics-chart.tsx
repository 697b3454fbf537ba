import type { PlotOptions } from '@observablehq/plot'
import { useCallback, useMemo } from 'react'
import type { RunMetricsReply } from '../../api/index.ts'
import { useAsk } from '../ask.ts'
import { formatNumber } from '../format.ts'
import { Section } from '../kit/section.tsx'
import { Chart, tipStyle, type Drawing } from './chart.tsx'

type Point = RunMetricsReply['points'][number]

/** The metrics that a run logged again and again, each over its steps. None, and nothing is drawn. */
export function RunMetricsChart({ runId }: { runId: string }) {
  const metrics = useAsk('listRunMetrics', { params: { id: runId } })
  const series = useMemo(() => seriesOf(metrics.data?.points ?? []), [metrics.data])
  if (series.length === 0) return null
  return (
    <Section title="As it went">
      <div className="columns">
        {series.map(([name, points]) => (
          <SeriesChart key={name} name={name} points={points} />
        ))}
      </div>
    </Section>
  )
}

function seriesOf(points: readonly Point[]): (readonly [string, readonly Point[]])[] {
  const byName = Map.groupBy(points, (point) => point.name)
  return [...byName].filter(([, values]) => values.length > 2)
}

function SeriesChart({ name, points }: { name: string; points: readonly Point[] }) {
  const options = useCallback((drawing: Drawing) => seriesOptions(drawing, points), [points])
  const last = points.at(-1)
  return (
    <Chart<Point>
      title={name}
      sentence={`${name} over ${points.length} steps, ending at ${formatNumber(last?.value ?? 0)}.`}
      csv={points}
      height={200}
      options={options}
    />
  )
}

function seriesOptions(d: Drawing, points: readonly Point[]): PlotOptions {
  const last = points.at(-1)
  return {
    marginRight: 48,
    y: { zero: true, nice: true },
    marks: [
      d.gridY({ ticks: 4, stroke: 'var(--data-grid)', strokeOpacity: 1 }),
      d.axisY({ ticks: 4, tickSize: 0, label: null }),
      d.axisX({ ticks: 6, tickSize: 0, label: 'step', labelArrow: 'none' }),
      d.lineY(points, { x: 'step', y: 'value', stroke: 'var(--data-current)', strokeWidth: 1.5 }),
      d.text(last === undefined ? [] : [last], {
        x: 'step',
        y: 'value',
        text: (point: Point) => formatNumber(point.value),
        textAnchor: 'start',
        dx: 6,
        fill: 'var(--ink)',
      }),
      d.tip(
        points,
        d.pointerX({
          x: 'step',
          y: 'value',
          title: (point: Point) => `step ${point.step}\n${formatNumber(point.value)}`,
          ...tipStyle,
        }),
      ),
    ],
  }
}
