import type { PlotOptions } from '@observablehq/plot'
import { useCallback } from 'react'
import type { LeadErrorReply } from '../../api/index.ts'
import { formatNumber, formatWithUnit } from '../format.ts'
import { Chart, tipStyle, type Drawing } from './chart.tsx'

export interface LeadErrorChartProps {
  readonly byLead: readonly LeadErrorReply[]
  readonly unit: string | undefined
  readonly height?: number
  readonly onPick?: (lead: LeadErrorReply) => void
}

/** How far off we were, by how far ahead we said it, beside saying the last value again. */
export function LeadErrorChart({ byLead, unit, height = 240, onPick }: LeadErrorChartProps) {
  const options = useCallback(
    (drawing: Drawing) => leadErrorOptions(drawing, byLead, unit),
    [byLead, unit],
  )
  return (
    <Chart<LeadErrorReply>
      title="Mean absolute error by lead time"
      unit={unit}
      sentence={leadErrorSentence(byLead, unit)}
      csv={byLead}
      height={height}
      options={options}
      {...(onPick === undefined ? {} : { onPick })}
      empty={<p className="soft">No prediction has come true yet.</p>}
    />
  )
}

function leadErrorOptions(
  d: Drawing,
  byLead: readonly LeadErrorReply[],
  unit: string | undefined,
): PlotOptions {
  const known = byLead.filter((lead) => lead.baselineError !== null)
  const last = known.at(-1)
  return {
    x: { type: 'band', domain: byLead.map((lead) => lead.leadDay), padding: 0.3 },
    y: { zero: true, nice: true },
    marks: [
      d.gridY({ ticks: 4, stroke: 'var(--data-grid)', strokeOpacity: 1 }),
      d.axisY({ ticks: 4, tickSize: 0, label: null }),
      d.axisX({ tickSize: 0, label: 'days ahead', labelArrow: 'none' }),
      d.barY(byLead, { x: 'leadDay', y: 'meanAbsoluteError', fill: 'var(--data-current)' }),
      d.text(byLead, {
        x: 'leadDay',
        y: 'meanAbsoluteError',
        text: (lead: LeadErrorReply) => formatNumber(Number(lead.meanAbsoluteError.toFixed(2))),
        dy: -8,
        fill: 'var(--ink)',
        stroke: 'var(--paper)',
        strokeWidth: 3,
      }),
      d.lineY(known, {
        x: 'leadDay',
        y: 'baselineError',
        stroke: 'var(--data-reference)',
        strokeDasharray: '4 3',
      }),
      d.text(last === undefined ? [] : [last], {
        x: 'leadDay',
        y: 'baselineError',
        text: () => 'last value again',
        dy: -8,
        textAnchor: 'end',
        dx: 16,
        fill: 'var(--ink-soft)',
        stroke: 'var(--paper)',
        strokeWidth: 3,
      }),
      d.tip(
        byLead,
        d.pointerX({
          x: 'leadDay',
          y: 'meanAbsoluteError',
          title: (lead: LeadErrorReply) => leadText(lead, unit),
          ...tipStyle,
        }),
      ),
    ],
  }
}

function leadText(lead: LeadErrorReply, unit: string | undefined): string {
  const ahead = lead.leadDay === 0 ? 'Less than a day ahead' : `${lead.leadDay} days ahead`
  return `${ahead}\n${formatWithUnit(lead.meanAbsoluteError, unit)} mean error of ${lead.count}`
}

function leadErrorSentence(byLead: readonly LeadErrorReply[], unit: string | undefined): string {
  const [first, last] = [byLead[0], byLead.at(-1)]
  if (first === undefined || last === undefined) return 'No prediction has come true yet.'
  return (
    `The mean absolute error is ${formatWithUnit(first.meanAbsoluteError, unit)} ` +
    `${first.leadDay} days ahead and ${formatWithUnit(last.meanAbsoluteError, unit)} ${last.leadDay} days ahead.`
  )
}
