import type { PlotOptions } from '@observablehq/plot'
import { useCallback, useMemo } from 'react'
import type { ProfiledStepReply } from '../../../api/index.ts'
import { Chart, tipStyle, type Drawing } from '../../charts/chart.tsx'
import { formatBytes, formatDuration } from '../../format.ts'

interface Point {
  readonly step: string
  readonly atMs: number
  readonly rssBytes: number
}

/** The memory of the process while the steps ran, one after the other. */
export function MemoryChart({ steps }: { steps: readonly ProfiledStepReply[] }) {
  const points = useMemo(() => pointsOf(steps), [steps])
  const options = useCallback((drawing: Drawing) => memoryOptions(drawing, points), [points])
  const most = Math.max(0, ...points.map(({ rssBytes }) => rssBytes))
  return (
    <Chart<Point>
      title="Memory of the process, step by step"
      sentence={`At most ${formatBytes(most)}.`}
      csv={points.map((point) => ({ ...point }))}
      height={180}
      options={options}
    />
  )
}

/** Steps that wait for one another are drawn without what lay between them. */
function pointsOf(steps: readonly ProfiledStepReply[]): Point[] {
  let offset = 0
  return steps.flatMap(({ name, memory, wallMs }) => {
    const begin = offset
    offset += wallMs
    return memory.map(({ atMs, rssBytes }) => ({ step: name, atMs: begin + atMs, rssBytes }))
  })
}

function memoryOptions(d: Drawing, points: readonly Point[]): PlotOptions {
  const firsts = [...Map.groupBy(points, ({ step }) => step).values()].flatMap(
    (own) => own[0] ?? [],
  )
  return {
    marginLeft: 64,
    marginTop: 24,
    y: { zero: true, nice: true },
    marks: [
      d.gridY({ ticks: 3, stroke: 'var(--data-grid)', strokeOpacity: 1 }),
      d.axisY({ ticks: 3, tickSize: 0, label: null, tickFormat: formatBytes }),
      d.axisX({
        ticks: 6,
        tickSize: 0,
        label: null,
        tickFormat: (ms: number) => formatDuration(ms),
      }),
      d.ruleX(firsts, { x: 'atMs', stroke: 'var(--data-now)', strokeOpacity: 0.5 }),
      d.text(firsts, {
        x: 'atMs',
        frameAnchor: 'top',
        text: 'step',
        textAnchor: 'start',
        dx: 4,
        dy: -12,
        fill: 'var(--ink-soft)',
      }),
      d.lineY(points, {
        x: 'atMs',
        y: 'rssBytes',
        z: 'step',
        stroke: 'var(--data-current)',
        strokeWidth: 1.5,
      }),
      d.tip(
        points,
        d.pointerX({
          x: 'atMs',
          y: 'rssBytes',
          title: ({ step, rssBytes }: Point) => `${step}\n${formatBytes(rssBytes)}`,
          ...tipStyle,
        }),
      ),
    ],
  }
}
