import type { RunStatus, RunSummaryReply } from '../api/index.ts'
import { formatDuration } from '../base/index.ts'
import type { Page } from './command.ts'
import { renderTable } from './render-table.ts'
import type { Style } from './style.ts'
import { writeAgo, writeNumber } from './write-value.ts'

export function renderRuns(runs: readonly RunSummaryReply[], { style, now }: Page): string {
  return renderTable(
    runs,
    [
      { title: 'run', of: ({ id }) => style.dim(id) },
      { title: 'kind', of: ({ kind }) => kind },
      { title: 'name', of: ({ name }) => name },
      { title: 'status', of: ({ status }) => paintStatus(status, style) },
      { title: 'started', right: true, of: ({ startedAt }) => writeAgo(startedAt, now) },
      { title: 'took', right: true, of: (run) => writeLength(run, now) },
      { title: 'why', of: ({ reason }) => reason ?? '' },
      { title: 'metrics', of: ({ metrics }) => writeMetrics(metrics) },
    ],
    { style, nothing: 'Nothing ran yet.' },
  )
}

export function paintStatus(status: RunStatus, style: Style): string {
  switch (status) {
    case 'succeeded':
      return style.good(status)
    case 'failed':
    case 'interrupted':
      return style.bad(status)
    case 'open':
      return style.accent('running')
    case 'skipped':
      return style.dim(status)
  }
}

export function writeLength(
  { startedAt, endedAt }: Pick<RunSummaryReply, 'startedAt' | 'endedAt'>,
  now: Date,
): string {
  const end = endedAt === null ? now.getTime() : Date.parse(endedAt)
  return formatDuration(Math.max(0, end - Date.parse(startedAt)))
}

export function writeMetrics(metrics: Readonly<Record<string, number>>): string {
  return Object.entries(metrics)
    .slice(0, 4)
    .map(([name, value]) => `${name} ${writeNumber(value)}`)
    .join(', ')
}
