import type { PlotOptions } from '@observablehq/plot'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { PastRunReply } from '../../api/index.ts'
import { formatDuration, formatMoment } from '../format.ts'
import { Chart, tipStyle, type Drawing } from './chart.tsx'

interface Timed {
  readonly id: string
  readonly place: number
  readonly startedAt: string
  readonly status: string
  readonly seconds: number
  readonly reason: string
}

export interface DurationChartProps {
  /** The newest first. */
  readonly runs: readonly PastRunReply[]
  /** Whose time; that of the whole runs if it is absent. */
  readonly step: string | undefined
}

/** How long each run took, the newest on the right. A click opens it. */
export function DurationChart({ runs, step }: DurationChartProps) {
  const timed = useMemo(() => timesOf(runs, step), [runs, step])
  const options = useCallback((drawing: Drawing) => durationOptions(drawing, timed), [timed])
  const navigate = useNavigate()
  const pick = useCallback(
    ({ id }: Timed) => void navigate({ to: '/runs/$id', params: { id } }),
    [navigate],
  )
  const newest = timed.at(-1)
  const middle = medianOf(timed.map(({ seconds }) => seconds))
  return (
    <Chart<Timed>
      title={`How long ${step ?? 'the runs'} took`}
      sentence={
        newest === undefined
          ? 'None has ended.'
          : `${timed.length} runs; the newest took ${formatDuration(newest.seconds * 1000)}, half of them less than ${formatDuration(middle * 1000)}.`
      }
      csv={timed.map(({ id, startedAt, status, seconds }) => ({ id, startedAt, status, seconds }))}
      height={180}
      options={options}
      onPick={pick}
      empty={
        <p className="soft">
          {step === undefined ? 'No run has ended yet.' : `${step} did not run in any of these.`}
        </p>
      }
    />
  )
}

/** What was skipped took no time, and says nothing of how long it takes. */
function timesOf(runs: readonly PastRunReply[], step: string | undefined): Timed[] {
  return runs.toReversed().flatMap((run, place): Timed[] => {
    const own = step === undefined ? run : run.steps.find(({ name }) => name === step)
    if (own === undefined || own.tookMs === null || own.status === 'skipped') return []
    const { id, startedAt, reason } = run
    const seconds = own.tookMs / 1000
    return [{ id, place, startedAt, status: own.status, seconds, reason: reason ?? '' }]
  })
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

function durationOptions(d: Drawing, timed: readonly Timed[]): PlotOptions {
  const last = Math.max(9, ...timed.map(({ place }) => place))
  const middle = medianOf(timed.map(({ seconds }) => seconds))
  const good = timed.filter(({ status }) => status === 'succeeded')
  const bad = timed.filter(({ status }) => status !== 'succeeded')
  return {
    marginLeft: 60,
    marginRight: 104,
    marginBottom: 24,
    x: { domain: [-0.5, last + 0.5], axis: null },
    y: { zero: true, nice: true },
    marks: [
      d.gridY({ ticks: 3, stroke: 'var(--data-grid)', strokeOpacity: 1 }),
      d.axisY({
        ticks: 3,
        tickSize: 0,
        label: null,
        tickFormat: (seconds: number) => (seconds === 0 ? '0' : formatDuration(seconds * 1000)),
      }),
      d.ruleX(good, {
        x: 'place',
        y1: 0,
        y2: 'seconds',
        stroke: 'var(--data-current)',
        strokeWidth: barWidth(last),
      }),
      d.ruleX(bad, {
        x: 'place',
        y1: 0,
        y2: 'seconds',
        stroke: 'var(--state-bad)',
        strokeWidth: barWidth(last),
      }),
      d.ruleY([0], { stroke: 'var(--hairline-strong)' }),
      d.ruleY(timed.length < 3 ? [] : [middle], {
        stroke: 'var(--data-reference)',
        strokeDasharray: '4 4',
      }),
      d.text(timed.length < 3 ? [] : [middle], {
        y: (value: number) => value,
        text: (value: number) => `median ${formatDuration(value * 1000)}`,
        frameAnchor: 'right',
        textAnchor: 'start',
        dx: 4,
        fill: 'var(--ink-soft)',
      }),
      d.tip(
        timed,
        d.pointerX({
          x: 'place',
          y: 'seconds',
          title: ({ startedAt, seconds, status, reason }: Timed) =>
            [
              `${formatDuration(seconds * 1000)}, ${status}`,
              formatMoment(startedAt),
              reason,
              'Click: the run',
            ]
              .filter((line) => line !== '')
              .join('\n'),
          ...tipStyle,
        }),
      ),
    ],
  }
}

function barWidth(last: number): number {
  return Math.max(2, Math.min(16, 700 / (last + 1)))
}
