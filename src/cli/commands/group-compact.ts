import { z } from 'zod'
import { parseDuration } from '../../base/index.ts'
import { compactGroup } from '../../features/index.ts'
import { getGroup } from '../../project/index.ts'
import { defineCommand } from '../command.ts'
import { writeBytes, writeCount, writeCounted } from '../write-value.ts'

export const groupCompact = defineCommand({
  name: 'group compact',
  summary: 'Write a group’s many segments anew as few sorted ones',
  description:
    'What is read as of any moment stays as it was. Rows that are older than the group keeps go for ' +
    'good, and, with --keep-history, what was superseded or deleted before. Stop it at any moment: the ' +
    'group is as it was. `swell data gc` then removes what nothing refers to any more.',
  example: ['swell group compact swells', 'swell group compact swells --keep-history 400d'],
  positionals: ['group'],
  input: z.strictObject({
    group: z.string().describe('Its name'),
    keepHistory: z
      .string()
      .optional()
      .describe('How far back corrected and deleted rows stay to be seen; for ever if not told')
      .meta({ value: '<duration>' }),
  }),
  run: async (context, { group: name, keepHistory }) => {
    const project = await context.open()
    const { signal, live } = context
    return compactGroup(project, getGroup(project.definition, name), {
      ...(keepHistory === undefined ? {} : { keepHistoryMs: parseDuration(keepHistory) }),
      signal,
      onProgress: live.progress,
    })
  },
  print: (compacted, { style }) => {
    const { group, segmentsBefore, segmentsAfter, rowsBefore, rowsAfter } = compacted
    if (segmentsBefore === segmentsAfter && rowsBefore === rowsAfter) {
      return `${style.dim(`Nothing to do: ${group} has ${writeCounted(segmentsAfter, 'segment')}.`)}\n`
    }
    const gone = rowsBefore - rowsAfter
    return [
      `${writeCounted(segmentsBefore, 'segment')} of ${group} became ${writeCount(segmentsAfter)}, `,
      `${writeBytes(compacted.bytesBefore)} became ${writeBytes(compacted.bytesAfter)}.\n`,
      gone === 0 ? '' : `${writeCounted(gone, 'row')} went for good.\n`,
    ].join('')
  },
})
