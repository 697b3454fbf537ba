import type { PlotOptions } from '@observablehq/plot'
import { useCallback } from 'react'
import type { BackTestReply } from '../../api/index.ts'
import { formatNumber, formatWithUnit } from '../format.ts'
import { Chart, tipStyle, type Drawing } from './chart.tsx'

type Step = BackTestReply['byStep'][number]

export interface HorizonChartProps {
  readonly byStep: readonly Step[]
  readonly unit: string | undefined
}

/** How far forecasts of the past were off, by how many steps ahead, beside the naive one that stands nearest. */
export function HorizonChart({ byStep, unit }: HorizonChartProps) {
  const options = useCallback(
    (drawing: Drawing) => horizonOptions(drawing, byStep, unit),
    [byStep, unit],
  )
  return (
    <Chart<Step>
      title="Mean absolute error by steps ahead"
      unit={unit}
      sentence={horizonSentence(byStep, unit)}
      csv={byStep}
      options={options}
    />
  )
}

function horizonOptions(
  d: Drawing,
  byStep: readonly Step[],
  unit: string | undefined,
): PlotOptions {
  const last = byStep.at(-1)
  const isFew = byStep.length <= 16
  return {
    x: { type: 'band', domain: byStep.map(({ ahead }) => ahead), padding: isFew ? 0.3 : 0.1 },
    y: { zero: true, nice: true },
    marks: [
      d.gridY({ ticks: 4, stroke: 'var(--data-grid)', strokeOpacity: 1 }),
      d.axisY({ ticks: 4, tickSize: 0, label: null }),
      d.axisX({ tickSize: 0, label: 'steps ahead', labelArrow: 'none' }),
      d.barY(byStep, { x: 'ahead', y: 'mae', fill: 'var(--data-current)' }),
      d.text(isFew ? byStep : [], {
        x: 'ahead',
        y: 'mae',
        text: ({ mae }: Step) => formatNumber(Number(mae.toPrecision(3))),
        dy: -8,
        fill: 'var(--ink)',
        stroke: 'var(--paper)',
        strokeWidth: 3,
      }),
      d.lineY(byStep, {
        x: 'ahead',
        y: naiveOf,
        stroke: 'var(--data-reference)',
        strokeDasharray: '4 3',
      }),
      d.text(last === undefined ? [] : [last], {
        x: 'ahead',
        y: naiveOf,
        text: (step: Step) => (step.seasonalNaiveMae === null ? 'last value' : 'seasonal naive'),
        dy: -8,
        textAnchor: 'end',
        dx: 16,
        fill: 'var(--ink-soft)',
        stroke: 'var(--paper)',
        strokeWidth: 3,
      }),
      d.tip(
        byStep,
        d.pointerX({
          x: 'ahead',
          y: 'mae',
          title: (step: Step) => stepText(step, unit),
          ...tipStyle,
        }),
      ),
    ],
  }
}

function naiveOf({ seasonalNaiveMae, lastValueMae }: Step): number {
  return seasonalNaiveMae ?? lastValueMae
}

function stepText({ ahead, mae, coverage, pointCount }: Step, unit: string | undefined): string {
  const within = coverage === null ? '' : `\n${Math.round(100 * coverage)} % within the bounds`
  const error = formatWithUnit(Number(mae.toPrecision(3)), unit)
  return `${ahead} steps ahead\n${error} mean error of ${pointCount}${within}`
}

function horizonSentence(byStep: readonly Step[], unit: string | undefined): string {
  const [first, last] = [byStep[0], byStep.at(-1)]
  if (first === undefined || last === undefined) return 'Nothing was tested.'
  return (
    `The mean absolute error is ${formatWithUnit(first.mae, unit)} ${first.ahead} step ahead and ` +
    `${formatWithUnit(last.mae, unit)} ${last.ahead} steps ahead.`
  )
}
