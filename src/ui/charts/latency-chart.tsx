import type { PlotOptions } from '@observablehq/plot'
import { useCallback, useMemo } from 'react'
import type { ServiceTrafficReply } from '../../api/index.ts'
import { formatDayAndTime, formatNumber, formatTick } from '../format.ts'
import { Chart, tipStyle, type Drawing } from './chart.tsx'
import { trafficSpan } from './traffic-span.ts'

interface Latency {
  readonly at: Date
  readonly share: string
  readonly ms: number
}

const shares = ['median', '95 %', '99 %'] as const

const strokes: Readonly<Record<string, string>> = {
  median: 'var(--data-current)',
  '95 %': 'var(--category-2)',
  '99 %': 'var(--data-reference)',
}

/** How long answers took: half, 95 and 99 of 100 of them at most. */
export function LatencyChart({ traffic }: { traffic: ServiceTrafficReply }) {
  const latencies = useMemo(() => latenciesOf(traffic), [traffic])
  const options = useCallback(
    (drawing: Drawing, width: number) => latencyOptions(drawing, { traffic, latencies, width }),
    [traffic, latencies],
  )
  const newest = latencies.at(-1)
  return (
    <Chart<Latency>
      title="How long answers took"
      unit="ms"
      sentence={
        newest === undefined
          ? 'Nothing was answered.'
          : `At the end ${newest.share} within ${formatNumber(newest.ms)} ms.`
      }
      csv={latencies.map(({ at, share, ms }) => ({ at, share, ms }))}
      height={180}
      options={options}
    />
  )
}

function latenciesOf({ points }: ServiceTrafficReply): Latency[] {
  return points.flatMap(({ at, medianMs, p95Ms, p99Ms }) =>
    [medianMs, p95Ms, p99Ms].flatMap((ms, place) =>
      ms === null ? [] : [{ at: new Date(at), share: shares[place] ?? '', ms }],
    ),
  )
}

function latencyOptions(
  d: Drawing,
  about: {
    readonly traffic: ServiceTrafficReply
    readonly latencies: readonly Latency[]
    readonly width: number
  },
): PlotOptions {
  const { traffic, latencies, width } = about
  const last = latencies.at(-1)?.at.getTime()
  const most = Math.max(...latencies.map(({ ms }) => ms))
  const atEnd = latencies.filter(({ at }) => at.getTime() === last)
  // Of lines that end beside each other the upper one is named.
  const ends = atEnd.filter(({ ms }, place) => (atEnd[place + 1]?.ms ?? Infinity) - ms > most / 8)
  return {
    marginBottom: 32,
    marginRight: 56,
    x: { type: 'utc', label: null, domain: trafficSpan(traffic) },
    y: { zero: true, nice: true },
    marks: [
      d.gridY({ ticks: 3, stroke: 'var(--data-grid)', strokeOpacity: 1 }),
      d.axisY({ ticks: 3, tickSize: 0, label: null, tickFormat: formatTick }),
      d.axisX({ ticks: Math.max(2, Math.floor(width / 130)), tickSize: 4, label: null }),
      ...shares.map((share) =>
        d.lineY(
          latencies.filter((one) => one.share === share),
          { x: 'at', y: 'ms', stroke: strokes[share] ?? 'var(--data-current)', strokeWidth: 1.5 },
        ),
      ),
      d.dot(latencies, {
        x: 'at',
        y: 'ms',
        r: 1.5,
        fill: ({ share }: Latency) => strokes[share] ?? 'var(--data-current)',
      }),
      d.text(ends, {
        x: 'at',
        y: 'ms',
        text: 'share',
        textAnchor: 'start',
        dx: 6,
        fill: 'var(--ink-soft)',
      }),
      d.ruleY([0], { stroke: 'var(--hairline-strong)' }),
      d.tip(
        latencies,
        d.pointer({
          x: 'at',
          y: 'ms',
          title: ({ at, share, ms }: Latency) =>
            `${share}: ${formatNumber(ms)} ms\n${formatDayAndTime(at)} UTC`,
          ...tipStyle,
        }),
      ),
    ],
  }
}
