import { z } from 'zod'
import { parseDuration, parseMoment } from '../../base/index.ts'
import { groupStatistics, windowStability, type WindowStatistics } from '../../features/index.ts'
import { getGroup } from '../../project/index.ts'
import { defineCommand, type Page } from '../command.ts'
import { renderTable } from '../render-table.ts'
import { writeCount, writeCounted, writeMoment, writeNumber } from '../write-value.ts'

export const groupStats = defineCommand({
  name: 'group stats',
  summary: 'Tell what a group holds in numbers, by stretches of time',
  description:
    'Of each key and time counts what was told last. Stretches begin at whole multiples of their length, ' +
    'in UTC, weeks on a Monday; the reference lies before them. What was measured is kept, and measured ' +
    'anew where a commit has changed it. Of a stretch against the reference, shift is how far the mean ' +
    'lies away, in deviations, and stability the population stability index: from 0.1 on a shift, from ' +
    '0.25 on a great one.',
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
  window: WindowStatistics,
  reference: WindowStatistics | undefined,
  { style }: Page,
): string {
  const { since, until, rowCount, columns } = window
  const when = since === undefined ? 'all' : `${writeMoment(since)} – ${writeMoment(until)}`
  const right = true
  const isCompared = reference !== undefined && title === ''
  const shiftOf = shifts(reference)
  const stability = isCompared ? windowStability(window, reference) : undefined
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
      ...(stability === undefined
        ? []
        : [
            { title: 'shift', right, of: shiftOf },
            {
              title: 'stability',
              right,
              of: ({ name }: ColumnOf) => writeNumber(stability.get(name)),
            },
          ]),
    ],
    { style, nothing: 'It has no columns.' },
  )
  return `${style.bold(`${title}${when}`)}  ${writeCounted(rowCount, 'row')}\n\n${table}`
}

type ColumnOf = WindowStatistics['columns'][number]

/** How far the mean lies from the reference's, in deviations of that. */
function shifts(reference: WindowStatistics | undefined) {
  return ({ name, mean }: ColumnOf): string => {
    const before = reference?.columns.find((column) => column.name === name)
    if (mean === undefined || before?.mean === undefined) return ''
    const { deviation = 0 } = before
    if (deviation === 0) return mean === before.mean ? '0' : ''
    const shift = (mean - before.mean) / deviation
    return `${shift > 0 ? '+' : ''}${writeNumber(shift)} σ`
  }
}
