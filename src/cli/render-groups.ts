import type { FreshnessReply, GroupSummaryReply } from '../api/index.ts'
import type { Page } from './command.ts'
import { renderTable } from './render-table.ts'
import type { Style } from './style.ts'
import { writeAgo, writeCount } from './write-value.ts'

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
    ],
    { style, nothing: 'The project has no groups.' },
  )
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
