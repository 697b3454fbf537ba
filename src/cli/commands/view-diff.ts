import { z } from 'zod'
import { diffTrainingSets } from '../../features/index.ts'
import { defineCommand } from '../command.ts'
import { toSetReply } from '../render-training-set.ts'
import { renderFacts, renderSection, renderTable } from '../render-table.ts'
import { parseSetReference, readTrainingSet } from '../read-training-set.ts'
import { writeCount, writeNumber } from '../write-value.ts'

export const viewDiff = defineCommand({
  name: 'view diff',
  summary: 'Tell how two training sets of a view differ',
  description:
    'Rows by key and moment, features, commits, and how the training parts’ distributions moved. With one ' +
    'version it is compared with the one before.',
  example: ['swell view diff surf', 'swell view diff surf@2 surf@5'],
  positionals: ['before', 'after'],
  input: z.strictObject({
    before: z.string().describe('The view, with a version: surf@2'),
    after: z.string().optional().describe('The other version; the newest where none is told'),
  }),
  run: async (context, { before: text, after }) => {
    const project = await context.open()
    const first = parseSetReference(text)
    const second = after === undefined ? { view: first.view } : parseSetReference(after)
    const newer = await readTrainingSet(project, second)
    const older = first.version ?? Math.max(1, newer.version - 1)
    const set = await readTrainingSet(project, { view: first.view, version: older })
    const found = await diffTrainingSets(project, set, newer)
    return { ...found, before: toSetReply(found.before), after: toSetReply(found.after) }
  },
  print: ({ before, after, rows, features, commits, profile }, { style }) => {
    const facts = renderFacts(
      [
        ['rows', `${writeCount(before.rowCount)} → ${writeCount(after.rowCount)}`],
        [
          'of these',
          `${writeCount(rows.added)} came, ${writeCount(rows.removed)} went, ${writeCount(rows.changed)} changed, ${writeCount(rows.moved)} went to another part`,
        ],
        ['new features', features.added.join(', ')],
        ['gone features', features.removed.join(', ')],
        ['written otherwise', features.rewritten.join(', ')],
        [
          'commits',
          Object.entries(commits)
            .map(([group, { added, removed }]) => `${group} +${added} −${removed}`)
            .join(', '),
        ],
      ],
      style,
    )
    const moved = profile?.columns ?? []
    const table = renderTable(
      moved,
      [
        { title: 'column', of: ({ name }) => name },
        { title: 'mean', right: true, of: ({ mean }) => pair(mean) },
        {
          title: 'missing %',
          right: true,
          of: ({ missingShare: share }) =>
            pair({ before: 100 * share.before, after: 100 * share.after }),
        },
        { title: 'stability', right: true, of: ({ stability }) => writeNumber(stability) },
        { title: 'drift', of: ({ level }) => (level === 'none' ? '' : style.warn(level)) },
      ],
      { style, nothing: 'No profile is kept of one of them.' },
    )
    return `${style.bold(`${after.view} training set ${before.version} → ${after.version}`)}\n\n${facts}${renderSection('Training parts', table, style)}`
  },
})

function pair(values: { readonly before: number; readonly after: number } | undefined): string {
  return values === undefined ? '' : `${writeNumber(values.before)} → ${writeNumber(values.after)}`
}
