import type { DiagnosticsReply, ScoringReply, SummaryStatsReply } from '../api/index.ts'
import { formatDuration } from '../base/index.ts'
import type { Page } from './command.ts'
import { renderFacts, renderSection, renderTable } from './render-table.ts'
import { writeAgo, writeBytes, writeCount, writeMoment, writeNumber } from './write-value.ts'

type Style = Page['style']

/** What is wrong, as sentences; none where all is well. */
export function listFaults({ disk, clock, dependencies }: DiagnosticsReply): string[] {
  return [
    ...(disk.isEnough ? [] : [`only ${writeBytes(disk.freeBytes)} are free on the disk`]),
    ...(clock.ahead === null ? [] : [`run ${clock.ahead.runId} began in the future: the clock`]),
    ...dependencies.packages.flatMap(({ name, problem }) =>
      problem === null ? [] : [`${name}: ${problem}`],
    ),
  ]
}

/** What a person may want to look at, though nothing is broken. */
export function listWarnings({ missed, memory, timing }: DiagnosticsReply, now: Date): string[] {
  return [
    ...missed.map(
      ({ pipeline, dueAt }) => `${pipeline} was due ${writeAgo(dueAt, now)}: ${missedHint}`,
    ),
    ...(memory.isEnough ? [] : [`only ${writeBytes(memory.freeBytes)} of memory are free`]),
    ...timing
      .filter(({ isSlow, lastMs }) => isSlow && lastMs >= noticedMs)
      .map(({ pipeline, step }) => `${step} of ${pipeline} took far longer than it does`),
  ]
}

/** Nobody waits for less, and a machine that is busy takes it now and then. */
const noticedMs = 1000

const missedHint = '`swell up` runs what is due'

export function renderDiagnostics(found: DiagnosticsReply, page: Page): string {
  const { style } = page
  return [
    renderSection('Integrity: what is missing', renderIntegrity(found, style), style),
    renderSection('Stability: means of the newest commit', renderStability(found, style), style),
    renderSection('Timing: the last run of each step', renderTiming(found, style), style),
    renderSection('Dependencies', renderDependencies(found, style), style),
    renderSection('Machine', renderMachine(found, page), style),
  ].join('')
}

function renderIntegrity({ integrity }: DiagnosticsReply, style: Style): string {
  const rows = integrity.flatMap(({ group, rowCount, columns }) =>
    columns.map((column) => ({ group, rowCount, ...column })),
  )
  type Row = (typeof rows)[number]
  return renderTable(
    rows,
    [
      { title: 'group', of: ({ group }: Row) => group },
      { title: 'column', of: ({ column }: Row) => column },
      { title: 'rows', right: true, of: ({ rowCount }: Row) => writeCount(rowCount) },
      { title: 'missing', right: true, of: ({ missingCount }: Row) => writeCount(missingCount) },
      { title: 'share', right: true, of: ({ missingShare }: Row) => percent(missingShare) },
    ],
    { style, nothing: 'There are no groups.' },
  )
}

function renderStability({ stability }: DiagnosticsReply, style: Style): string {
  type Row = DiagnosticsReply['stability'][number]
  return renderTable(
    stability,
    [
      { title: 'group', of: ({ group }: Row) => group },
      { title: 'column', of: ({ column }: Row) => column },
      { title: 'mean', right: true, of: ({ mean }: Row) => writeNumber(mean) },
      { title: 'before', right: true, of: ({ historicMean }: Row) => writeNumber(historicMean) },
      {
        title: 'shift',
        right: true,
        of: ({ shift }: Row) => (shift === null ? '–' : `${shift > 0 ? '+' : ''}${percent(shift)}`),
      },
    ],
    { style, nothing: 'There is no history yet: no group has two commits.' },
  )
}

function renderTiming({ timing }: DiagnosticsReply, style: Style): string {
  type Row = DiagnosticsReply['timing'][number]
  const length = (ms: number | null) => (ms === null ? '–' : formatDuration(ms))
  return renderTable(
    timing,
    [
      { title: 'pipeline', of: ({ pipeline }: Row) => pipeline },
      { title: 'step', of: ({ step }: Row) => step },
      {
        title: 'last',
        right: true,
        of: ({ lastMs, isSlow }: Row) => (isSlow ? style.warn(length(lastMs)) : length(lastMs)),
      },
      { title: 'mean', right: true, of: ({ meanMs }: Row) => length(meanMs) },
      { title: '±', right: true, of: ({ deviationMs }: Row) => length(deviationMs) },
      { title: 'min', right: true, of: ({ minMs }: Row) => length(minMs) },
      { title: 'max', right: true, of: ({ maxMs }: Row) => length(maxMs) },
      { title: 'runs', right: true, of: ({ runCount }: Row) => writeCount(runCount) },
    ],
    { style, nothing: 'No pipeline has run.' },
  )
}

function renderDependencies({ dependencies }: DiagnosticsReply, style: Style): string {
  type Row = DiagnosticsReply['dependencies']['packages'][number]
  const table = renderTable(
    dependencies.packages,
    [
      { title: 'package', of: ({ name }: Row) => name },
      { title: 'installed', of: ({ installed }: Row) => installed ?? '–' },
      { title: 'wanted', of: ({ wanted }: Row) => wanted },
      { title: 'latest', of: ({ latest }: Row) => latest ?? '–' },
      {
        title: 'known to be broken',
        of: ({ problem }: Row) => (problem === null ? '' : style.bad(problem)),
      },
    ],
    { style, nothing: 'package.json names none.' },
  )
  return dependencies.isRegistryReached === false
    ? `${table}${style.dim('No registry answered: what is newest is not known.')}\n`
    : table
}

function renderMachine(found: DiagnosticsReply, { style, now }: Page): string {
  const { disk, memory, clock, missed } = found
  const free = (room: { freeBytes: number; isEnough: boolean }) =>
    room.isEnough ? writeBytes(room.freeBytes) : style.bad(writeBytes(room.freeBytes))
  const ahead =
    clock.ahead === null ? '' : style.bad(`, and run ${clock.ahead.runId} began after that`)
  const late = missed.map(({ pipeline, dueAt }) => `${pipeline} was due ${writeAgo(dueAt, now)}`)
  return renderFacts(
    [
      ['disk', `${free(disk)} free`],
      ['memory', `${free(memory)} free of ${writeBytes(memory.totalBytes)}`],
      ['clock', `${writeMoment(clock.now)}${ahead}`],
      ['schedules', late.length === 0 ? 'none was missed' : style.warn(late.join(', '))],
    ],
    style,
  )
}

export function renderScoring({ models }: ScoringReply, style: Style): string {
  type Row = ScoringReply['models'][number]
  return renderTable(
    models,
    [
      { title: 'model', of: ({ model }: Row) => model },
      { title: 'champion', right: true, of: ({ version }: Row) => String(version ?? '–') },
      { title: 'metric', of: ({ metric }: Row) => metric ?? '–' },
      { title: 'held out', right: true, of: ({ score }: Row) => writeNumber(score) },
      { title: 'rows', right: true, of: ({ rows }: Row) => writeCount(rows) },
      {
        title: 'newest rows',
        right: true,
        of: ({ newest }: Row) =>
          newest === null ? '–' : `${writeNumber(newest.score)} (${newest.rows})`,
      },
    ],
    { style, nothing: 'There are no models.' },
  )
}

export function renderSummaryStats({ groups }: SummaryStatsReply, style: Style): string {
  const rows = groups.flatMap(({ group, columns }) =>
    columns.map((column) => ({ group, ...column })),
  )
  type Row = (typeof rows)[number]
  const numbers = ['mean', 'median', 'deviation', 'min', 'max'] as const
  return renderTable(
    rows,
    [
      { title: 'group', of: ({ group }: Row) => group },
      { title: 'column', of: ({ column }: Row) => column },
      ...numbers.map((name) => ({
        title: name,
        right: true,
        of: (row: Row) => writeNumber(row[name]),
      })),
      { title: 'missing', right: true, of: ({ missingCount }: Row) => writeCount(missingCount) },
    ],
    { style, nothing: 'There are no groups.' },
  )
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`
}
