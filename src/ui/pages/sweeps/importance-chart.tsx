import type { PlotOptions } from '@observablehq/plot'
import { useCallback, useMemo } from 'react'
import type { SearchedParameterReply } from '../../../api/index.ts'
import { Chart, type Drawing } from '../../charts/chart.tsx'

interface Share {
  readonly parameter: string
  readonly share: number
}

/** What share each parameter has in what trials differ by. */
export function ImportanceChart({ parameters }: { parameters: readonly SearchedParameterReply[] }) {
  const shares = useMemo(() => sharesOf(parameters), [parameters])
  const options = useCallback((d: Drawing) => importanceOptions(d, shares), [shares])
  return (
    <Chart<Share>
      title="What matters"
      unit="% of the differences"
      sentence={shares.map(({ parameter, share }) => `${parameter} ${percent(share)}`).join(', ')}
      csv={shares.map((share) => ({ ...share }))}
      height={Math.max(160, 56 + 30 * shares.length)}
      options={options}
      empty={<p className="soft">Eight trials that went to their end are needed to tell.</p>}
    />
  )
}

function sharesOf(parameters: readonly SearchedParameterReply[]): readonly Share[] {
  return parameters
    .flatMap(({ name, importance }) =>
      importance === null ? [] : [{ parameter: name, share: importance }],
    )
    .toSorted((a, b) => b.share - a.share)
}

function importanceOptions(d: Drawing, shares: readonly Share[]): PlotOptions {
  return {
    marginLeft: 116,
    marginRight: 48,
    marginTop: 8,
    marginBottom: 28,
    x: { domain: [0, Math.max(0.1, ...shares.map(({ share }) => share))] },
    y: { domain: shares.map(({ parameter }) => parameter), label: null, padding: 0.35 },
    marks: [
      d.barX(shares, { x: 'share', y: 'parameter', fill: 'var(--data-current)' }),
      d.axisX({ ticks: 4, tickSize: 0, label: null, tickFormat: percent }),
      d.axisY({ tickSize: 0, label: null }),
      d.text(shares, {
        x: 'share',
        y: 'parameter',
        text: ({ share }: Share) => percent(share),
        textAnchor: 'start',
        dx: 6,
        fill: 'var(--ink)',
      }),
    ],
  }
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`
}
