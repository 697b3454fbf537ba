import { z } from 'zod'
import { loadGroup } from '../../features/index.ts'
import { getGroup } from '../../project/index.ts'
import { defineCommand } from '../command.ts'
import { renderTable } from '../render-table.ts'
import { writeCounted } from '../write-value.ts'
import { exitCodes } from '../exit-code.ts'

export const groupLoad = defineCommand({
  name: 'group load',
  summary: 'Bring in what is new at a group’s source',
  description:
    'What was read before is not read again. A text that can’t be read or breaks a check is refused ' +
    'whole, with the reason; the others come in, and the exit code is 6.',
  example: ['swell group load swells', 'swell group load swells --retry-refused'],
  positionals: ['group'],
  input: z.strictObject({
    group: z.string().describe('Its name'),
    retryRefused: z
      .boolean()
      .default(false)
      .describe('Read again what was refused, after the code that reads it was mended'),
  }),
  run: async (context, { group: name, retryRefused }) => {
    const project = await context.open()
    const { signal, live } = context
    const load = await loadGroup(project, getGroup(project.definition, name), {
      retryRefused,
      signal,
      onProgress: live.progress,
    })
    return {
      group: load.group,
      acceptedCount: load.acceptedCount,
      refusedCount: load.refused.length,
      rowCount: load.rowCount,
      commits: load.commits.map(({ id, sequence, rowCount }) => ({ id, sequence, rowCount })),
      refused: load.refused,
    }
  },
  exitCode: ({ refusedCount }) => (refusedCount > 0 ? exitCodes.refused : exitCodes.done),
  print: ({ group, acceptedCount, refusedCount, rowCount, commits, refused }, { style }) => {
    if (acceptedCount + refusedCount === 0) return `${style.dim(`Nothing new for ${group}.`)}\n`
    const taken = `${writeCounted(acceptedCount, 'text')} came in, ${writeCounted(rowCount, 'row')} in ${writeCounted(commits.length, 'commit')}.\n`
    if (refusedCount === 0) return taken
    const table = renderTable(
      refused,
      [
        { title: 'refused', of: ({ name }) => name },
        { title: 'line', right: true, of: ({ reason }) => String(reason.line ?? '') },
        { title: 'because', of: ({ reason }) => reason.message },
      ],
      { style, nothing: '' },
    )
    return `${taken}\n${table}`
  },
})
