import type { PlotOptions } from '@observablehq/plot'
import { useCallback, useMemo } from 'react'
import type { SweepReply } from '../../../api/index.ts'
import { Chart, tipStyle, type Drawing } from '../../charts/chart.tsx'
import { formatNumber } from '../../format.ts'
import { parallelAxes, type ParallelAxis } from './parallel-axes.ts'

interface Corner {
  readonly trial: number
  readonly axis: string
  readonly place: number
  readonly told: string
  readonly kind: 'best' | 'good' | 'other' | 'pruned'
}

/** Each trial as a line through its values, ending at its metric: the best tenth stands out. */
export function ParallelChart({ sweep }: { sweep: SweepReply }) {
  const axes = useMemo(() => parallelAxes(sweep), [sweep])
  const corners = useMemo(() => cornersOf(sweep, axes), [sweep, axes])
  const options = useCallback(
    (d: Drawing, width: number) => parallelOptions(d, axes, corners, width),
    [axes, corners],
  )
  const names = sweep.parameters.map(({ name }) => name).join(', ')
  return (
    <Chart<Corner>
      title="Trials through their values"
      sentence={`${sweep.trials.length} trials as lines through ${names}, and ${sweep.metric}; the best tenth is drawn dark.`}
      csv={sweep.trials.map(({ number, values, found }) => ({
        trial: number,
        ...values,
        [sweep.metric]: found,
      }))}
      height={320}
      options={options}
      tools={
        <span className="soft">
          <Key tone="var(--accent)" text="best" />{' '}
          <Key tone="var(--data-current)" text="best tenth" />{' '}
          <Key tone="var(--data-reference)" text="others, given up dashed" />
        </span>
      }
    />
  )
}

function Key({ tone, text }: { tone: string; text: string }) {
  return (
    <>
      <span aria-hidden="true" style={{ color: tone }}>
        ━
      </span>{' '}
      {text}
    </>
  )
}

function cornersOf(sweep: SweepReply, axes: readonly ParallelAxis[]): readonly Corner[] {
  const good = goodTrials(sweep)
  return sweep.trials.flatMap((trial) => {
    const { number, isPruned, found, status } = trial
    if (status !== 'succeeded') return []
    const kind = isPruned
      ? 'pruned'
      : number === sweep.bestNumber
        ? 'best'
        : good.has(number)
          ? 'good'
          : 'other'
    const values = Object.entries(trial.values).map(([name, value]) =>
      typeof value === 'number' ? `${name} ${formatNumber(value)}` : `${name} ${String(value)}`,
    )
    const end = isPruned ? 'given up' : `${sweep.metric} ${formatNumber(found ?? 0)}`
    const told = [`trial ${number}: ${end}`, ...values].join('\n')
    return axes.flatMap(({ name, placeOf }) => {
      const place = placeOf(trial)
      return place === undefined ? [] : [{ trial: number, axis: name, place, told, kind }]
    })
  })
}

function goodTrials({ trials, better }: SweepReply): ReadonlySet<number> {
  const rank = (value: number) =>
    better === 'higher' ? -value : better === 'lower' ? value : Math.abs(value)
  const whole = trials.filter(({ found, isPruned }) => found !== null && !isPruned)
  const sorted = whole.toSorted((a, b) => rank(a.found ?? 0) - rank(b.found ?? 0))
  return new Set(sorted.slice(0, Math.ceil(whole.length / 10)).map(({ number }) => number))
}

const strokes = {
  best: { stroke: 'var(--accent)', strokeWidth: 3, strokeOpacity: 1 },
  good: { stroke: 'var(--data-current)', strokeWidth: 1.5, strokeOpacity: 0.9 },
  other: { stroke: 'var(--data-reference)', strokeWidth: 1, strokeOpacity: 0.55 },
  pruned: {
    stroke: 'var(--data-reference)',
    strokeWidth: 1,
    strokeOpacity: 0.35,
    strokeDasharray: '2 3',
  },
} as const

function parallelOptions(
  d: Drawing,
  axes: readonly ParallelAxis[],
  corners: readonly Corner[],
  width: number,
): PlotOptions {
  const ticks = axes.flatMap(({ name, ticks: own }) =>
    own.map(({ place, label }) => ({ axis: name, place, label: clip(label, width, axes.length) })),
  )
  const heads = axes.map(({ name }, at) => ({
    axis: name,
    label: clip(name, width, axes.length),
    // Neighbours that are long stand in two lines.
    dy: width / axes.length < 90 && at % 2 === 1 ? -26 : -12,
  }))
  const lines = (['pruned', 'other', 'good', 'best'] as const).map((kind) =>
    d.lineY(
      corners.filter((corner) => corner.kind === kind),
      { x: 'axis', y: 'place', z: 'trial', ...strokes[kind] },
    ),
  )
  return {
    marginTop: 44,
    marginBottom: 16,
    marginLeft: 24,
    marginRight: 40,
    x: { type: 'point', domain: axes.map(({ name }) => name), axis: null, padding: 0.15 },
    y: { domain: [0, 1], axis: null },
    marks: [
      d.ruleX(
        axes.map(({ name }) => name),
        { x: (name: string) => name, stroke: 'var(--hairline-strong)' },
      ),
      ...lines,
      ...heads.map((head) =>
        d.text([head], {
          x: 'axis',
          y: () => 1,
          text: 'label',
          dy: head.dy,
          fontWeight: 600,
          fill: 'var(--ink)',
        }),
      ),
      d.text(ticks, {
        x: 'axis',
        y: 'place',
        text: 'label',
        textAnchor: 'start',
        dx: 5,
        fill: 'var(--ink-soft)',
        stroke: 'var(--paper)',
        strokeWidth: 4,
      }),
      d.tip(corners, d.pointer({ x: 'axis', y: 'place', title: 'told', ...tipStyle })),
    ],
  }
}

function clip(text: string, width: number, count: number): string {
  const most = Math.max(5, Math.floor(width / count / 6.5))
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
