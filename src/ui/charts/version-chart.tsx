import type { PlotOptions } from '@observablehq/plot'
import { useCallback, useMemo } from 'react'
import type { MetricReply, ModelVersionReply } from '../../api/index.ts'
import { formatWithUnit } from '../format.ts'
import { Chart, tipStyle, type Drawing } from './chart.tsx'

interface Scored {
  readonly version: number
  readonly value: number
  readonly aliases: string
}

interface Baseline {
  readonly name: string
  readonly value: number
}

export interface VersionChartProps {
  readonly metric: MetricReply
  readonly versions: readonly ModelVersionReply[]
}

/** One metric over the versions, the baselines as dashed lines. */
export function VersionChart({ metric, versions }: VersionChartProps) {
  const scored = useMemo(() => scoredOf(versions, metric.name), [versions, metric])
  const baselines = useMemo(() => baselinesOf(versions[0], metric.name), [versions, metric])
  const options = useCallback(
    (drawing: Drawing) => versionOptions(drawing, scored, baselines, metric),
    [scored, baselines, metric],
  )
  return (
    <Chart<Scored>
      title={`${metric.name} by version, ${metric.better === 'zero' ? 'nearer to zero' : metric.better} is better`}
      unit={metric.unit}
      sentence={`Versions ${scored.map((s) => `${s.version}: ${formatWithUnit(s.value, metric.unit)}`).join('; ')}. Baselines ${baselines.map((b) => `${b.name}: ${formatWithUnit(b.value, metric.unit)}`).join('; ')}.`}
      csv={scored.map((one) => ({ ...one }))}
      height={220}
      options={options}
      empty={<p className="soft">No version has a value of {metric.name}.</p>}
    />
  )
}

function scoredOf(versions: readonly ModelVersionReply[], name: string): Scored[] {
  return versions
    .flatMap(({ version, metrics, aliases }) => {
      const value = metrics[name]
      return value === undefined ? [] : [{ version, value, aliases: aliases.join(', ') }]
    })
    .toSorted((a, b) => a.version - b.version)
}

function baselinesOf(version: ModelVersionReply | undefined, metric: string): Baseline[] {
  return Object.entries(version?.baselines ?? {}).flatMap(([name, metrics]) => {
    const value = metrics[metric]
    return value === undefined ? [] : [{ name, value }]
  })
}

function versionOptions(
  d: Drawing,
  scored: readonly Scored[],
  baselines: readonly Baseline[],
  metric: MetricReply,
): PlotOptions {
  const first = scored[0]?.version ?? 1
  return {
    marginRight: 24,
    x: { domain: [first - 0.5, Math.max(first + 3, scored.at(-1)?.version ?? 1) + 0.5] },
    y: { zero: true, nice: true },
    marks: [
      d.gridY({ ticks: 4, stroke: 'var(--data-grid)', strokeOpacity: 1 }),
      d.axisY({ ticks: 4, tickSize: 0, label: null }),
      d.axisX({
        ticks: scored.length < 12 ? scored.map((s) => s.version) : 10,
        tickFormat: (v: number) => (Number.isInteger(v) ? `v${v}` : ''),
        tickSize: 0,
        label: null,
      }),
      d.ruleY(baselines, { y: 'value', stroke: 'var(--data-reference)', strokeDasharray: '4 3' }),
      ...(['right', 'left'] as const).map((side) =>
        d.text(
          baselines.filter((_, index) => (index % 2 === 0) === (side === 'right')),
          {
            y: 'value',
            text: (b: Baseline) => `baseline: ${b.name}, ${formatWithUnit(b.value, metric.unit)}`,
            frameAnchor: side,
            dy: -8,
            fill: 'var(--ink-soft)',
            stroke: 'var(--paper)',
            strokeWidth: 3,
          },
        ),
      ),
      d.lineY(scored, {
        x: 'version',
        y: 'value',
        stroke: 'var(--data-current)',
        strokeWidth: 1.5,
      }),
      d.dot(scored, { x: 'version', y: 'value', r: 4, fill: 'var(--data-current)' }),
      d.text(
        scored.filter((s) => s.aliases !== ''),
        {
          x: 'version',
          y: 'value',
          text: 'aliases',
          dy: 16,
          fontWeight: 600,
          fill: 'var(--ink)',
          stroke: 'var(--paper)',
          strokeWidth: 3,
        },
      ),
      d.tip(
        scored,
        d.pointerX({
          x: 'version',
          y: 'value',
          title: (s: Scored) =>
            `Version ${s.version}${s.aliases === '' ? '' : `, ${s.aliases}`}\n${formatWithUnit(s.value, metric.unit)}`,
          ...tipStyle,
        }),
      ),
    ],
  }
}
