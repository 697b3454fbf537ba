import type { PlotOptions } from '@observablehq/plot'
import { useCallback, useMemo } from 'react'
import type { CommitReply } from '../../api/index.ts'
import { formatDayAndTime, formatMoment, formatTick, plural } from '../format.ts'
import { usePageSearch } from '../page-search.ts'
import { Chart, tipStyle, type Drawing } from './chart.tsx'

interface Volume {
  readonly at: Date
  readonly rowCount: number
  readonly sequence: number
}

/** How many rows each commit brought, when. A gap is a gap. */
export function VolumeChart({ commits }: { commits: readonly CommitReply[] }) {
  const volumes = useMemo(() => commits.map(toVolume).toReversed(), [commits])
  const options = useCallback(
    (drawing: Drawing, width: number) => volumeOptions(drawing, volumes, width),
    [volumes],
  )
  const [, setSearch] = usePageSearch()
  const pick = useCallback(
    ({ sequence }: Volume) => setSearch({ commit: String(sequence) }),
    [setSearch],
  )
  const total = volumes.reduce((sum, volume) => sum + volume.rowCount, 0)
  return (
    <Chart<Volume>
      title="Rows by commit"
      sentence={
        volumes.length === 0
          ? 'No commits.'
          : `${plural(volumes.length, 'commit')} with ${plural(total, 'row')}, the newest ${formatMoment(volumes.at(-1)?.at.toISOString() ?? '')}.`
      }
      csv={volumes.map((volume) => ({ ...volume }))}
      height={180}
      options={options}
      onPick={pick}
    />
  )
}

function toVolume(commit: CommitReply): Volume {
  const { committedAt, rowCount, sequence } = commit
  return { at: new Date(committedAt), rowCount, sequence }
}

const hourMs = 3_600_000

/** From the first to the last commit; of those of less than an hour as much as tells when they were. */
function spanOf(volumes: readonly Volume[]): readonly [Date, Date] {
  const times = volumes.map(({ at }) => at.getTime())
  const [from, to] = [Math.min(...times), Math.max(...times)]
  const missing = Math.max(0, hourMs - (to - from)) / 2
  return [new Date(from - missing), new Date(to + missing)]
}

function volumeOptions(d: Drawing, volumes: readonly Volume[], width: number): PlotOptions {
  const thick = Math.max(1, Math.min(12, (width - 60) / (volumes.length * 1.6)))
  return {
    marginBottom: 32,
    x: { type: 'utc', label: null, domain: spanOf(volumes) },
    y: { zero: true, nice: true },
    marks: [
      d.gridY({ ticks: 3, stroke: 'var(--data-grid)', strokeOpacity: 1 }),
      d.axisY({ ticks: 3, tickSize: 0, label: null, tickFormat: formatTick }),
      d.axisX({ ticks: Math.max(3, Math.floor(width / 110)), tickSize: 4, label: null }),
      d.ruleX(volumes, {
        x: 'at',
        y1: 0,
        y2: 'rowCount',
        stroke: 'var(--data-current)',
        strokeWidth: thick,
      }),
      d.ruleY([0], { stroke: 'var(--hairline-strong)' }),
      d.tip(
        volumes,
        d.pointerX({
          x: 'at',
          y: 'rowCount',
          title: ({ at, rowCount, sequence }: Volume) =>
            `Commit #${sequence}\n${formatDayAndTime(at)} UTC\n${plural(rowCount, 'row')}\nClick: what it holds`,
          ...tipStyle,
        }),
      ),
    ],
  }
}
