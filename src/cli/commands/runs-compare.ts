import { z } from 'zod'
import type { RunDifferenceReply } from '../../api/index.ts'
import { formatDuration } from '../../base/index.ts'
import { readRunDifference } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderSection, renderTable } from '../render-table.ts'
import type { Style } from '../style.ts'
import { writeAny, writeNumber } from '../write-value.ts'

export const runsCompare = defineCommand({
  name: 'runs compare',
  summary: 'Compare two runs: settings, code, data, metrics, times',
  example: [
    'swell runs compare run_01kaj3v0z8m4x2q7c1',
    'swell runs compare run_01kaj3v0z8m4x2q7c1 --from run_01kaj2q7c1x2m4z8v0',
  ],
  positionals: ['run'],
  input: z.strictObject({
    run: z.string().describe('Its id'),
    from: z.string().optional().describe('The other one; the run before it when left out'),
  }),
  run: async (context, { run, from }) => readRunDifference(await context.open(), run, from),
  print: (difference, { style }) =>
    [
      `${style.dim('first ')}${difference.first.id} ${difference.first.status}\n`,
      `${style.dim('second')} ${difference.second.id} ${difference.second.status}\n`,
      renderSection('Settings', renderSettings(difference, style), style),
      renderSection('Steps', renderSteps(difference, style), style),
      renderSection('Metrics', renderMetrics(difference, style), style),
    ].join(''),
})

function renderSettings({ settings }: RunDifferenceReply, style: Style): string {
  const columns = [
    { title: 'setting', of: (each: (typeof settings)[number]) => each.name },
    { title: 'first', of: (each: (typeof settings)[number]) => writeSide(each.first) },
    { title: 'second', of: (each: (typeof settings)[number]) => writeSide(each.second) },
  ]
  return renderTable(settings, columns, { style, nothing: 'They are the same.' })
}

type Step = RunDifferenceReply['steps'][number]

function renderSteps({ steps }: RunDifferenceReply, style: Style): string {
  const columns = [
    { title: 'step', of: (each: Step) => each.step },
    { title: 'result', of: (each: Step) => each.verdict ?? 'only in one of them' },
    { title: 'first', right: true, of: ({ first }: Step) => writeTime(first) },
    { title: 'second', right: true, of: ({ second }: Step) => writeTime(second) },
    { title: 'code', of: ({ code }: Step) => code.join(', ') },
    {
      title: 'differs at',
      of: ({ difference }: Step) =>
        difference === null
          ? ''
          : `${difference.path}: ${writeSide(difference.first)} → ${writeSide(difference.second)}`,
    },
  ]
  return renderTable(steps, columns, { style, nothing: 'Neither has any.' })
}

function renderMetrics({ metrics }: RunDifferenceReply, style: Style): string {
  type Metric = (typeof metrics)[number]
  const columns = [
    { title: 'step', of: ({ step }: Metric) => step ?? '' },
    { title: 'metric', of: ({ name }: Metric) => name },
    { title: 'first', right: true, of: ({ first }: Metric) => writeMetric(first) },
    { title: 'second', right: true, of: ({ second }: Metric) => writeMetric(second) },
  ]
  return renderTable(metrics, columns, { style, nothing: 'Neither has logged any.' })
}

function writeMetric(value: number | null): string {
  return value === null ? '–' : writeNumber(value)
}

function writeTime(side: Step['first']): string {
  if (side === null) return '–'
  if (side.status === 'skipped' || side.tookMs === null) return side.status
  return formatDuration(side.tookMs)
}

const longest = 40

function writeSide(value: unknown): string {
  if (value === undefined) return '–'
  const text = writeAny(value)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
