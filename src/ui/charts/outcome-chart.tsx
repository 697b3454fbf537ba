import type { PlotOptions } from '@observablehq/plot'
import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { OutcomeReply } from '../../api/index.ts'
import { formatDayAndTime, formatWithUnit } from '../format.ts'
import { Chart, tipStyle, type Drawing } from './chart.tsx'

export interface OutcomeChartProps {
  readonly outcomes: readonly OutcomeReply[]
  readonly unit: string | undefined
}

/** Each prediction against what was observed: on the line, it was right. */
export function OutcomeChart({ outcomes, unit }: OutcomeChartProps) {
  const navigate = useNavigate()
  const options = useCallback(
    (drawing: Drawing) => outcomeOptions(drawing, outcomes, unit),
    [outcomes, unit],
  )
  const pick = useCallback(
    ({ predictionId }: OutcomeReply) =>
      void navigate({ to: '/predictions/$id/why', params: { id: predictionId } }),
    [navigate],
  )
  return (
    <Chart<OutcomeReply>
      title="Said and seen"
      unit={unit}
      sentence={`${outcomes.length} predictions beside what was observed.`}
      csv={outcomes.map(({ entity, ...rest }) => ({ ...entity, ...rest }))}
      height={240}
      options={options}
      onPick={pick}
      empty={<p className="soft">No prediction has come true yet.</p>}
    />
  )
}

function outcomeOptions(
  d: Drawing,
  outcomes: readonly OutcomeReply[],
  unit: string | undefined,
): PlotOptions {
  const values = outcomes.flatMap((o) => [o.observed, o.predicted])
  const line = [Math.floor(Math.min(0, ...values)), Math.ceil(Math.max(1, ...values))]
  return {
    marginTop: 28,
    x: { domain: line },
    y: { domain: line },
    marks: [
      d.gridY({ ticks: 4, stroke: 'var(--data-grid)', strokeOpacity: 1 }),
      d.gridX({ ticks: 4, stroke: 'var(--data-grid)', strokeOpacity: 1 }),
      d.axisY({ ticks: 4, tickSize: 0, label: 'said', labelArrow: 'none' }),
      d.axisX({ ticks: 4, tickSize: 0, label: 'seen', labelArrow: 'none' }),
      d.lineY(line, {
        x: (v: number) => v,
        y: (v: number) => v,
        stroke: 'var(--data-reference)',
        strokeDasharray: '4 3',
      }),
      d.dot(outcomes, {
        x: 'observed',
        y: 'predicted',
        r: 3,
        fill: 'var(--data-current)',
        fillOpacity: 0.45,
      }),
      d.tip(
        outcomes,
        d.pointerX({
          x: 'observed',
          y: 'predicted',
          title: (o: OutcomeReply) =>
            `${Object.values(o.entity).join(', ')}, ${formatDayAndTime(o.at)}\nsaid ${formatWithUnit(o.predicted, unit)}, seen ${formatWithUnit(o.observed, unit)}\nClick: why`,
          ...tipStyle,
        }),
      ),
    ],
  }
}
