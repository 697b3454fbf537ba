import type { PlotOptions } from '@observablehq/plot'
import { formatNumber, plural } from '../format.ts'
import { tipStyle, type Drawing } from './chart.tsx'
import type { ColumnPoint } from './column-series.ts'

interface Share {
  readonly value: string
  readonly at: Date
  readonly share: number | null
}

const colours = ['var(--category-1)', 'var(--category-2)', 'var(--category-3)', 'var(--category-4)']

/** The share of each of a few values through time, as lines with their names where they end. */
export function shareOptions(
  d: Drawing,
  base: PlotOptions,
  points: readonly ColumnPoint[],
  values: readonly string[],
): PlotOptions {
  const shares = values.flatMap((value) =>
    points.map(({ at, shares: told }): Share => ({
      value,
      at,
      share: told === null || told.size === 0 ? null : (told.get(value) ?? 0),
    })),
  )
  const fill = ({ value }: Share) => colours[values.indexOf(value)] ?? 'var(--category-other)'
  return {
    ...base,
    marginRight: 72,
    y: { domain: [0, 1], label: null },
    marks: [
      d.gridY({ ticks: 2, stroke: 'var(--data-grid)', strokeOpacity: 1 }),
      d.axisY({
        ticks: 2,
        tickSize: 0,
        label: null,
        tickFormat: (share: number) => percent(share),
      }),
      d.axisX({ ticks: 3, tickSize: 4, label: null }),
      d.lineY(shares, { x: 'at', y: 'share', z: 'value', stroke: fill, strokeWidth: 2 }),
      d.dot(points.length < 3 ? shares : [], { x: 'at', y: 'share', r: 3, fill }),
      d.text(namesAtEnds(shares, values), {
        x: 'at',
        y: 'share',
        text: ({ value }: Share) => (value.length > 10 ? `${value.slice(0, 9)}…` : value),
        textAnchor: 'start',
        dx: 6,
        fill,
      }),
      d.tip(points, d.pointerX({ x: 'at', y: () => 0.5, title: describeShares, ...tipStyle })),
    ],
  }
}

/** No two names stand closer than this share of the picture's height. */
const leastApart = 0.14

function namesAtEnds(shares: readonly Share[], values: readonly string[]): Share[] {
  const ends = values.flatMap(
    (value) => shares.findLast((one) => one.value === value && one.share !== null) ?? [],
  )
  const upwards = ends.toSorted((a, b) => (a.share ?? 0) - (b.share ?? 0))
  let lowest = -Infinity
  return upwards.map((end) => {
    lowest = Math.max(end.share ?? 0, lowest + leastApart)
    return { ...end, share: lowest }
  })
}

function describeShares({ of, rowCount, shares, missingShare }: ColumnPoint): string {
  const told = [...(shares ?? [])].slice(0, 8).map(([value, share]) => `${value} ${percent(share)}`)
  const missing = missingShare === 0 ? [] : [`${percent(missingShare)} missing`]
  return [of, plural(rowCount, 'row'), ...told, ...missing].join('\n')
}

function percent(share: number): string {
  return `${formatNumber(Number((100 * share).toPrecision(3)))} %`
}
