import type { PlotOptions } from '@observablehq/plot'
import { useCallback, useMemo } from 'react'
import { useNavigate } from '@tanstack/react-router'
import type { DatasetVersionReply } from '../../api/index.ts'
import { formatBytes, formatMoment, plural } from '../format.ts'
import { Chart, tipStyle, type Drawing } from './chart.tsx'

interface Sized {
  readonly version: number
  readonly sizeBytes: number
  readonly fileCount: number
  readonly createdAt: string
  readonly aliases: string
}

/** How large each version of a dataset is. A click opens it. */
export function DatasetSizeChart({ versions }: { versions: readonly DatasetVersionReply[] }) {
  const sizes = useMemo(() => versions.map(toSized).toReversed(), [versions])
  const options = useCallback((drawing: Drawing) => sizeOptions(drawing, sizes), [sizes])
  const name = versions[0]?.dataset ?? ''
  const navigate = useNavigate()
  const pick = useCallback(
    ({ version }: Sized) =>
      void navigate({
        to: '/data/datasets/$name/$version',
        params: { name, version: String(version) },
      }),
    [navigate, name],
  )
  const newest = sizes.at(-1)
  return (
    <Chart<Sized>
      title="Size by version"
      sentence={
        newest === undefined
          ? 'No version.'
          : `${plural(sizes.length, 'version')}; the newest, ${newest.version}, has ${formatBytes(newest.sizeBytes)} in ${plural(newest.fileCount, 'file')}.`
      }
      csv={sizes.map((one) => ({ ...one }))}
      height={180}
      options={options}
      onPick={pick}
    />
  )
}

function toSized({
  version,
  sizeBytes,
  fileCount,
  createdAt,
  aliases,
}: DatasetVersionReply): Sized {
  return { version, sizeBytes, fileCount, createdAt, aliases: aliases.join(', ') }
}

function sizeOptions(d: Drawing, sizes: readonly Sized[]): PlotOptions {
  const [first, last] = [sizes[0]?.version ?? 1, sizes.at(-1)?.version ?? 1]
  return {
    marginLeft: 60,
    marginBottom: 32,
    x: { domain: [first - 0.5, Math.max(first + 3, last) + 0.5] },
    y: { zero: true, nice: true },
    marks: [
      d.gridY({ ticks: 3, stroke: 'var(--data-grid)', strokeOpacity: 1 }),
      d.axisY({ ticks: 3, tickSize: 0, label: null, tickFormat: formatBytes }),
      d.axisX({
        ticks: sizes.length < 12 ? sizes.map(({ version }) => version) : 10,
        tickFormat: (version: number) => (Number.isInteger(version) ? `v${version}` : ''),
        tickSize: 0,
        label: null,
      }),
      d.ruleX(sizes, {
        x: 'version',
        y1: 0,
        y2: 'sizeBytes',
        stroke: 'var(--data-current)',
        strokeWidth: Math.max(2, Math.min(24, 400 / Math.max(1, sizes.length))),
      }),
      d.ruleY([0], { stroke: 'var(--hairline-strong)' }),
      d.text(
        sizes.filter(({ aliases }) => aliases !== ''),
        {
          x: 'version',
          y: 'sizeBytes',
          text: 'aliases',
          dy: -8,
          fontWeight: 600,
          fill: 'var(--ink)',
          stroke: 'var(--paper)',
          strokeWidth: 3,
        },
      ),
      d.tip(
        sizes,
        d.pointerX({
          x: 'version',
          y: 'sizeBytes',
          title: ({ version, sizeBytes, fileCount, createdAt }: Sized) =>
            `Version ${version}\n${formatBytes(sizeBytes)} in ${plural(fileCount, 'file')}\n${formatMoment(createdAt)}\nClick: what it holds`,
          ...tipStyle,
        }),
      ),
    ],
  }
}
