import type { PlotOptions } from '@observablehq/plot'
import { useCallback, useMemo } from 'react'
import { formatDayAndTime, plural } from '../format.ts'
import {
  eventColours,
  eventKinds,
  eventWords,
  timeMargins,
  type AxisEvent,
  type TimeDomain,
} from './axis-event.ts'
import { Chart, tipStyle, type Drawing } from './chart.tsx'

export interface EventChartProps {
  readonly events: readonly AxisEvent[]
  readonly domain: TimeDomain
  readonly onPick: (event: AxisEvent) => void
}

/** Alerts and decisions above deployments and commits, on the axis of the charts above. */
export function EventChart({ events, domain, onPick }: EventChartProps) {
  const seen = useMemo(
    () => events.filter(({ at, until = at }) => until >= domain[0] && at <= domain[1]),
    [events, domain],
  )
  const options = useCallback(
    (drawing: Drawing, width: number) => eventOptions(drawing, seen, domain, width),
    [seen, domain],
  )
  return (
    <Chart<AxisEvent>
      title="What happened when"
      sentence={eventKinds
        .map((kind) => `${eventWords[kind]}: ${seen.filter((own) => own.kind === kind).length}`)
        .join('; ')}
      csv={seen.map(({ kind, at, until, what }) => ({
        kind,
        at: at.toISOString(),
        until: until?.toISOString() ?? null,
        what,
      }))}
      height={44 + 32 * eventKinds.length}
      options={options}
      onPick={onPick}
      empty={<p className="soft">Nothing changed in this time.</p>}
    />
  )
}

function eventOptions(
  d: Drawing,
  events: readonly AxisEvent[],
  domain: TimeDomain,
  width: number,
): PlotOptions {
  const fill = ({ kind }: AxisEvent) => eventColours[kind]
  const lasting = events.filter(({ until }) => until !== undefined)
  return {
    ...timeMargins(width),
    marginTop: 8,
    x: { type: 'utc', domain },
    y: { type: 'band', domain: [...eventKinds], axis: null },
    marks: [
      d.axisX({ ticks: 5, tickSize: 4, label: null }),
      d.ruleY([...eventKinds], { stroke: 'var(--data-grid)' }),
      d.barX(lasting, {
        x1: 'at',
        x2: ({ until }: AxisEvent) => until,
        y: 'kind',
        fill,
        fillOpacity: 0.35,
        insetTop: 9,
        insetBottom: 9,
      }),
      d.text([...eventKinds], {
        y: (kind: AxisEvent['kind']) => kind,
        text: (kind: AxisEvent['kind']) => eventWords[kind],
        frameAnchor: 'left',
        dy: -8,
        fill: 'var(--ink-faint)',
      }),
      d.dot(events, { x: 'at', y: 'kind', r: 5, fill, stroke: 'var(--paper)' }),
      d.tip(events, d.pointer({ x: 'at', y: 'kind', title: describe, ...tipStyle })),
    ],
  }
}

function describe({ at, until, what }: AxisEvent): string {
  const span =
    until === undefined ? '' : `\nfor ${plural(Math.round((+until - +at) / 3_600_000), 'hour')}`
  return `${formatDayAndTime(at)}${span}\n${what}`
}
