import type { PlotOptions } from '@observablehq/plot'
import { useCallback, useMemo } from 'react'
import type { ServiceTrafficReply } from '../../api/index.ts'
import { formatDayAndTime, formatNumber, formatTick } from '../format.ts'
import { Chart, tipStyle, type Drawing } from './chart.tsx'
import { colourOf } from './colour-of.ts'
import { trafficSpan } from './traffic-span.ts'

interface Rate {
  readonly at: Date
  /** A version that answered, or what was not answered. */
  readonly by: string
  readonly rate: number
  /** What stands below it. */
  readonly from: number
}

const notAnswered = 'not answered'

/** Requests a second, by the version that answered, and those that none did. */
export function RateChart({ traffic }: { traffic: ServiceTrafficReply }) {
  const rates = useMemo(() => ratesOf(traffic), [traffic])
  const options = useCallback(
    (drawing: Drawing, width: number) => rateOptions(drawing, { traffic, rates, width }),
    [traffic, rates],
  )
  const newest = rates.at(-1)
  return (
    <Chart<Rate>
      title="Requests a second"
      sentence={
        newest === undefined ? 'None.' : `${formatNumber(newest.from + newest.rate)} at the end.`
      }
      csv={rates.map(({ at, by, rate }) => ({ at, by, rate }))}
      height={180}
      options={options}
    />
  )
}

function ratesOf({ points, spanMs }: ServiceTrafficReply): Rate[] {
  return points.flatMap(({ at, versions, failureCount }) => {
    const counts = [
      ...versions
        .toSorted((a, b) => a.version.localeCompare(b.version))
        .map(({ version, requestCount }) => [`v${version}`, requestCount] as const),
      ...(failureCount === 0 ? [] : [[notAnswered, failureCount] as const]),
    ]
    let from = 0
    return counts.map(([by, count]): Rate => {
      const rate = count / (spanMs / 1000)
      const own = { at: new Date(at), by, rate, from }
      from += rate
      return own
    })
  })
}

function rateOptions(
  d: Drawing,
  about: {
    readonly traffic: ServiceTrafficReply
    readonly rates: readonly Rate[]
    readonly width: number
  },
): PlotOptions {
  const { traffic, rates, width } = about
  const names = [...new Set(rates.map(({ by }) => by))].filter((by) => by !== notAnswered)
  const colour = (by: string) =>
    by === notAnswered ? 'var(--state-bad)' : colourOf(names.indexOf(by), names.length)
  return {
    marginBottom: 32,
    x: { type: 'utc', label: null, domain: trafficSpan(traffic) },
    y: { zero: true, nice: true },
    marks: [
      d.gridY({ ticks: 3, stroke: 'var(--data-grid)', strokeOpacity: 1 }),
      d.axisY({ ticks: 3, tickSize: 0, label: null, tickFormat: formatTick }),
      d.axisX({ ticks: Math.max(2, Math.floor(width / 130)), tickSize: 4, label: null }),
      d.ruleX(rates, {
        x: 'at',
        y1: 'from',
        y2: ({ from, rate }: Rate) => from + rate,
        stroke: ({ by }: Rate) => colour(by),
        strokeWidth: Math.max(2, (width - 60) / traffic.spanCount - 1),
      }),
      d.ruleY([0], { stroke: 'var(--hairline-strong)' }),
      d.tip(
        rates,
        d.pointerX({
          x: 'at',
          y: ({ from, rate }: Rate) => from + rate,
          title: ({ at, by, rate }: Rate) =>
            `${by}: ${formatNumber(rate)} a second\n${formatDayAndTime(at)} UTC`,
          ...tipStyle,
        }),
      ),
    ],
  }
}
