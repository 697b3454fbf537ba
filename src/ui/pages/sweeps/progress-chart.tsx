import type { PlotOptions } from '@observablehq/plot'
import { useCallback, useMemo } from 'react'
import type { SweepReply } from '../../../api/index.ts'
import { Chart, tipStyle, type Drawing } from '../../charts/chart.tsx'
import { formatNumber } from '../../format.ts'

interface Point {
  readonly trial: number
  readonly value: number
  /** The best of this trial and those before it. */
  readonly best: number
}

/** The metric of each trial that went to its end, and the best so far. */
export function ProgressChart({ sweep }: { sweep: SweepReply }) {
  const points = useMemo(() => pointsOf(sweep), [sweep])
  const options = useCallback((d: Drawing) => progressOptions(d, points), [points])
  const last = points.at(-1)
  const manner = sweep.better === 'zero' ? 'nearer to zero' : sweep.better
  return (
    <Chart<Point>
      title={`${sweep.metric} by trial, ${manner} is better`}
      sentence={`${points.length} trials went to their end; the best has ${formatNumber(last?.best ?? 0)}.`}
      csv={points.map((point) => ({ ...point }))}
      height={240}
      options={options}
      empty={<p className="soft">No trial has gone to its end yet.</p>}
    />
  )
}

function pointsOf({ trials, better }: SweepReply): readonly Point[] {
  let best: number | undefined
  return trials.flatMap(({ number, found, isPruned, status }) => {
    if (found === null || isPruned || status !== 'succeeded') return []
    best = best === undefined || isBetter(better, found, best) ? found : best
    return [{ trial: number, value: found, best }]
  })
}

function isBetter(better: SweepReply['better'], value: number, other: number): boolean {
  if (better === 'higher') return value > other
  return better === 'lower' ? value < other : Math.abs(value) < Math.abs(other)
}

function progressOptions(d: Drawing, points: readonly Point[]): PlotOptions {
  const last = points.slice(-1)
  return {
    marginRight: 56,
    y: { nice: true },
    marks: [
      d.gridY({ ticks: 4, stroke: 'var(--data-grid)', strokeOpacity: 1 }),
      d.axisY({ ticks: 4, tickSize: 0, label: null }),
      d.axisX({ ticks: 6, tickSize: 0, label: 'trial', labelArrow: 'none' }),
      d.dot(points, { x: 'trial', y: 'value', r: 3, fill: 'var(--data-reference)' }),
      d.lineY(points, {
        x: 'trial',
        y: 'best',
        curve: 'step-after',
        stroke: 'var(--data-current)',
        strokeWidth: 1.5,
      }),
      d.text(last, {
        x: 'trial',
        y: 'best',
        text: ({ best }: Point) => formatNumber(best),
        textAnchor: 'start',
        dx: 6,
        fill: 'var(--ink)',
      }),
      d.tip(
        points,
        d.pointerX({
          x: 'trial',
          y: 'value',
          title: ({ trial, value, best }: Point) =>
            `trial ${trial}: ${formatNumber(value)}\nbest so far ${formatNumber(best)}`,
          ...tipStyle,
        }),
      ),
    ],
  }
}
