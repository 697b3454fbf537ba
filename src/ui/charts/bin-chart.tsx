import type { PlotOptions } from '@observablehq/plot'
import { useCallback, useMemo } from 'react'
import type { DriftBinsReply } from '../../api/index.ts'
import { formatNumber } from '../format.ts'
import { Chart, tipStyle, type Drawing } from './chart.tsx'

interface Bin {
  readonly label: string
  readonly reference: number
  readonly current: number
}

export interface BinChartProps {
  readonly column: string
  readonly bins: DriftBinsReply
  readonly sentence: string
}

/** More bars than a small picture shows: the least of the others are one. */
const mostCategories = 10

/** What a column's values are like now, in blue, over what they were in the reference, outlined. */
export function BinChart({ column, bins, sentence }: BinChartProps) {
  const drawn = useMemo(() => binsOf(bins), [bins])
  const options = useCallback(
    (drawing: Drawing, width: number) => binOptions(drawing, drawn, bins.kind, width),
    [drawn, bins.kind],
  )
  return (
    <Chart<Bin>
      title={column}
      sentence={sentence}
      csv={drawn.map((bin) => ({ ...bin }))}
      height={132}
      options={options}
      empty={<p className="soft">There is nothing to compare.</p>}
    />
  )
}

function binsOf(bins: DriftBinsReply): readonly Bin[] {
  const { reference, current } = bins
  const told = (label: string, at: number) => ({
    label,
    reference: reference[at] ?? 0,
    current: current[at] ?? 0,
  })
  if (bins.kind === 'number') {
    return bins.edges
      .slice(0, -1)
      .map((edge, at) => told(`${short(edge)} to ${short(bins.edges[at + 1] ?? edge)}`, at))
  }
  const all = bins.categories
    .map((category, at) => told(category, at))
    .toSorted((a, b) => Math.max(b.reference, b.current) - Math.max(a.reference, a.current))
  if (all.length <= mostCategories) return all
  const rest = all.slice(mostCategories - 1)
  const sum = (side: 'reference' | 'current') => rest.reduce((total, bin) => total + bin[side], 0)
  return [
    ...all.slice(0, mostCategories - 1),
    { label: `${rest.length} others`, reference: sum('reference'), current: sum('current') },
  ]
}

function short(value: number): string {
  return formatNumber(Number(value.toPrecision(3)))
}

function binOptions(
  d: Drawing,
  bins: readonly Bin[],
  kind: DriftBinsReply['kind'],
  width: number,
): PlotOptions {
  const wanted = Math.max(2, Math.floor(width / 72))
  const every = Math.ceil(bins.length / wanted)
  const ticks = bins.flatMap(({ label }, at) => (at % every === 0 ? [label] : []))
  return {
    marginTop: 8,
    marginBottom: 24,
    marginLeft: 44,
    marginRight: 8,
    x: { type: 'band', domain: bins.map(({ label }) => label), padding: 0.06 },
    y: { zero: true, nice: true },
    marks: [
      d.gridY({ ticks: 2, stroke: 'var(--data-grid)', strokeOpacity: 1 }),
      d.axisY({ ticks: 2, tickSize: 0, label: null, tickFormat: percent }),
      d.axisX(ticks, {
        tickSize: 0,
        label: null,
        tickFormat: (label: string) =>
          kind === 'number' ? (label.split(' to ')[0] ?? label) : shorten(label),
      }),
      d.barY(bins, {
        x: 'label',
        y: 'current',
        fill: 'var(--data-current)',
        insetLeft: 1,
        insetRight: 1,
      }),
      d.barY(bins, {
        x: 'label',
        y: 'reference',
        fill: 'none',
        stroke: 'var(--data-reference)',
        strokeDasharray: '3 2',
        strokeWidth: 1.5,
      }),
      d.tip(
        bins,
        d.pointerX({
          x: 'label',
          y: ({ reference, current }: Bin) => Math.max(reference, current),
          title: ({ label, reference, current }: Bin) =>
            `${label}\nnow ${percent(current)}, reference ${percent(reference)}`,
          ...tipStyle,
        }),
      ),
    ],
  }
}

function shorten(label: string): string {
  return label.length > 10 ? `${label.slice(0, 9)}…` : label
}

function percent(share: number): string {
  return `${formatNumber(Number((100 * share).toPrecision(2)))} %`
}
