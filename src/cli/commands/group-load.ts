import { z } from 'zod'
import { parseMoment } from '../../base/index.ts'
import { loadGroup } from '../../features/index.ts'
import { getGroup } from '../../project/index.ts'
import { defineCommand } from '../command.ts'
import { renderTable } from '../render-table.ts'
import { writeCount, writeCounted } from '../write-value.ts'
import { exitCodes } from '../exit-code.ts'

export const groupLoad = defineCommand({
  name: 'group load',
  summary: 'Bring in what is new at a group’s source',
  description:
    'What was loaded before is not loaded again. A text, or a stretch of time, that can’t be read or ' +
    'breaks a check is refused whole, with the reason; the others come in, and the exit code is 6. ' +
    'A load that failed goes on where it stopped.',
  example: [
    'swell group load swells',
    'swell group load swells --retry-refused',
    'swell group load rides --since 2025-01-01',
    'swell group load rides --since 2025-03-01 --until 2025-04-01 --backfill',
  ],
  positionals: ['group'],
  input: z.strictObject({
    group: z.string().describe('Its name'),
    retryRefused: z
      .boolean()
      .default(false)
      .describe('Read again what was refused, after the code that reads it was mended'),
    since: z
      .string()
      .optional()
      .describe('From when on, for a group that loads stretches of time')
      .meta({ value: '<moment>' }),
    until: z
      .string()
      .optional()
      .describe('Until when, itself left out; now if not told')
      .meta({ value: '<moment>' }),
    backfill: z
      .boolean()
      .default(false)
      .describe('Load again what was loaded; only rows that are new or differ come in'),
    parallel: z
      .number()
      .int()
      .min(1)
      .max(64)
      .default(4)
      .describe('How many stretches of time are fetched at once'),
  }),
  run: async (context, { group: name, since, until, ...options }) => {
    const project = await context.open()
    const { signal, live } = context
    const load = await loadGroup(project, getGroup(project.definition, name), {
      ...options,
      ...(since === undefined ? {} : { since: parseMoment(since) }),
      ...(until === undefined ? {} : { until: parseMoment(until) }),
      signal,
      onProgress: live.progress,
    })
    return {
      group: load.group,
      parts: load.parts,
      acceptedCount: load.acceptedCount,
      refusedCount: load.refused.length,
      rowCount: load.rowCount,
      correctionCount: sumOf(load.commits, ({ arrival }) => arrival.correctionCount),
      lateCount: sumOf(load.commits, ({ arrival }) => arrival.lateCount),
      commits: load.commits.map(({ id, sequence, rowCount, arrival }) => ({
        id,
        sequence,
        rowCount,
        ...arrival,
      })),
      refused: load.refused,
    }
  },
  exitCode: ({ refusedCount }) => (refusedCount > 0 ? exitCodes.refused : exitCodes.done),
  print: (load, { style }) => {
    const { group, acceptedCount, refusedCount, rowCount, commits, refused } = load
    if (acceptedCount + refusedCount === 0) return `${style.dim(`Nothing new for ${group}.`)}\n`
    const parts = `${writeCount(acceptedCount)} ${partNames[load.parts][acceptedCount === 1 ? 0 : 1]}`
    const taken = `${parts} came in, ${writeCounted(rowCount, 'row')} in ${writeCounted(commits.length, 'commit')}.\n`
    const told = `${taken}${tellArrival(load)}`
    if (refusedCount === 0) return told
    const table = renderTable(
      refused,
      [
        { title: 'refused', of: ({ name }) => name },
        { title: 'line', right: true, of: ({ reason }) => String(reason.line ?? '') },
        { title: 'because', of: ({ reason }) => reason.message },
      ],
      { style, nothing: '' },
    )
    return `${told}\n${table}`
  },
})

const partNames = {
  texts: ['text', 'texts'],
  ranges: ['stretch of time', 'stretches of time'],
  commits: ['commit of what it is made of', 'commits of what it is made of'],
} as const

function tellArrival(load: { readonly correctionCount: number; readonly lateCount: number }) {
  const { correctionCount, lateCount } = load
  const told = [
    ...(correctionCount === 0
      ? []
      : [`${writeCounted(correctionCount, 'row')} corrected what was told before`]),
    ...(lateCount === 0 ? [] : [`${writeCounted(lateCount, 'row')} came late`]),
  ]
  return told.length === 0 ? '' : `${told.join(', ')}.\n`
}

function sumOf<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0)
}
