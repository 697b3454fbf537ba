import type { FreshnessReply, GroupSummaryReply, VolumeReply } from '../api/index.ts'
import type { Page } from './command.ts'
import { renderTable } from './render-table.ts'
import type { Style } from './style.ts'
import { writeAgo, writeCount, writeCounted } from './write-value.ts'

export function renderGroups(groups: readonly GroupSummaryReply[], { style, now }: Page): string {
  return renderTable(
    groups,
    [
      { title: 'group', of: ({ name }) => name },
      { title: 'rows', right: true, of: ({ rowCount }) => writeCount(rowCount) },
      { title: 'commits', right: true, of: ({ commitCount }) => writeCount(commitCount) },
      {
        title: 'newest event',
        right: true,
        of: ({ newestEventAt }) => writeAgo(newestEventAt, now),
      },
      {
        title: 'brought in',
        right: true,
        of: ({ newestCommitAt }) => writeAgo(newestCommitAt, now),
      },
      { title: 'freshness', of: ({ freshness }) => describeFreshness(freshness, style) },
      ...(groups.some(({ volume }) => volume !== null)
        ? [
            {
              title: 'last 24 h',
              of: ({ volume }: GroupSummaryReply) => describeVolume(volume, style) ?? '',
            },
          ]
        : []),
    ],
    { style, nothing: 'The project has no groups.' },
  )
}

export function describeVolume(volume: VolumeReply | null, style: Style): string | undefined {
  if (volume === null) return undefined
  const [min, max] = volume.expected
  const expected = `(${writeCount(min)} to ${writeCount(max)} expected)`
  const rows = writeCounted(volume.rowCount, 'row')
  return `${volume.isKept ? style.good(rows) : style.bad(rows)} ${expected}`
}

export function describeFreshness(
  { expected, ageMs, fresh }: FreshnessReply,
  style: Style,
): string {
  if (ageMs === null) return style.warn('empty')
  if (expected === null) return style.dim('nothing expected')
  return fresh
    ? `${style.good('fresh')} (within ${expected})`
    : `${style.bad('stale')} (expected within ${expected})`
}
