import { z } from 'zod'
import { parseDuration, parseMoment } from '../../base/index.ts'
import { groupStatistics, type WindowStatistics } from '../../features/index.ts'
import { getGroup } from '../../project/index.ts'
import { defineCommand, type Page } from '../command.ts'
import { renderTable } from '../render-table.ts'
import { writeCount, writeCounted, writeMoment, writeNumber } from '../write-value.ts'

export const groupStats = defineCommand({
  name: 'group stats',
  summary: 'Tell what a group holds in numbers, by stretches of time',
  description:
    'Of each key and time counts what was told last. Stretches are counted back from the newest event; ' +
    'the reference lies before them.',
  example: [
    'swell group stats swells',
    'swell group stats swells --window 1d --count 7',
    'swell group stats swells --window 1d --reference 28d --as-of 2026-03-01',
  ],
  positionals: ['group'],
  input: z.strictObject({
    group: z.string().describe('Its name'),
    window: z
      .string()
      .optional()
      .describe('How long a stretch is; all that there is if not told')
      .meta({ value: '<duration>' }),
    count: z.number().int().min(1).max(1000).default(1).describe('How many stretches'),
    reference: z
      .string()
      .optional()
      .describe('How long a time before them to compare with')
      .meta({ value: '<duration>' }),
    asOf: z
      .string()
      .optional()
      .describe('As it was stored at this moment')
      .meta({ value: '<moment>' }),
  }),
  run: async (context, { group: name, window, count, reference, asOf }) => {
    const project = await context.open()
    const found = await groupStatistics(project, getGroup(project.definition, name), {
      count,
      ...(window === undefined ? {} : { windowMs: parseDuration(window) }),
      ...(reference === undefined ? {} : { referenceMs: parseDuration(reference) }),
      ...(asOf === undefined ? {} : { asOf: parseMoment(asOf) }),
    })
    return { group: name, ...found }
  },
  print: ({ windows, reference }, page) =>
    [...windows.map((window) => ['', window] as const), ...referenceOf(reference)]
      .map(([title, window]) => renderWindow(title, window, reference, page))
      .join('\n'),
})

function referenceOf(reference: WindowStatistics | undefined) {
  return reference === undefined ? [] : [['reference: ', reference] as const]
}

function renderWindow(
  title: string,
  { since, until, rowCount, columns }: WindowStatistics,
  reference: WindowStatistics | undefined,
  { style }: Page,
): string {
  const when = since === undefined ? 'all' : `${writeMoment(since)} – ${writeMoment(until)}`
  const right = true
  const shiftOf = shifts(reference, title === '')
  const table = renderTable(
    columns,
    [
      { title: 'column', of: ({ name }) => name },
      { title: 'missing', right, of: ({ missingCount }) => writeCount(missingCount) },
      { title: 'distinct', right, of: ({ distinctCount }) => `~${writeCount(distinctCount)}` },
      { title: 'mean', right, of: ({ mean }) => writeNumber(mean) },
      { title: 'deviation', right, of: ({ deviation }) => writeNumber(deviation) },
      { title: 'min', right, of: ({ min }) => writeNumber(min) },
      { title: 'median', right, of: ({ median }) => writeNumber(median) },
      { title: 'max', right, of: ({ max }) => writeNumber(max) },
      ...(reference === undefined || title !== '' ? [] : [{ title: 'shift', right, of: shiftOf }]),
    ],
    { style, nothing: 'It has no columns.' },
  )
  return `${style.bold(`${title}${when}`)}  ${writeCounted(rowCount, 'row')}\n\n${table}`
}

/** How far the mean lies from the reference's, in deviations of that. */
function shifts(reference: WindowStatistics | undefined, isWanted: boolean) {
  return ({ name, mean }: WindowStatistics['columns'][number]): string => {
    const before = reference?.columns.find((column) => column.name === name)
    if (!isWanted || mean === undefined || before?.mean === undefined) return ''
    const { deviation = 0 } = before
    if (deviation === 0) return mean === before.mean ? '0' : ''
    const shift = (mean - before.mean) / deviation
    return `${shift > 0 ? '+' : ''}${writeNumber(shift)} σ`
  }
}
