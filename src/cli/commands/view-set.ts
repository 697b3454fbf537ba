import { z } from 'zod'
import { compareFeatureCode, type FeatureCode } from '../../features/index.ts'
import { describeTransformations, type DescribedTransformation } from '../../learn/index.ts'
import { defineCommand } from '../command.ts'
import { describeBounds, describeSplit, toSetReply } from '../render-training-set.ts'
import { renderFacts, renderSection, renderTable } from '../render-table.ts'
import type { Style } from '../style.ts'
import { parseSetReference, readTrainingSet } from '../read-training-set.ts'
import { writeAgo, writeCount, writeCounted, writeNumber } from '../write-value.ts'

export const viewSet = defineCommand({
  name: 'view set',
  summary: 'Show a training set: split, statistics, transformations, commits, code',
  description:
    'Statistics are of the training part only, and so is what models learned of it to transform its columns. ' +
    'With --json also its whole profile and the code that was shown to make it.',
  example: ['swell view set surf', 'swell view set surf@3 --json'],
  positionals: ['version'],
  input: z.strictObject({
    version: z.string().describe('The view, with a version: surf@3; its newest where none is told'),
  }),
  run: async (context, { version: text }) => {
    const project = await context.open()
    const set = await readTrainingSet(project, parseSetReference(text))
    const view = project.definition.views?.find((each) => each.name === set.view)
    const { fingerprint } = await project.code()
    return {
      ...toSetReply(set),
      code:
        view === undefined
          ? { status: 'unknown' as const }
          : await compareFeatureCode(project, set.id, { view, fingerprint }),
      commits: set.commits,
      statistics: set.statistics,
      definitions: await project.trainingSets.listDefinitions(set.id),
      transformations: (await project.trainingSets.listTransformations(set.id)).map(
        ({ model, learnedAt, fitted }) => ({
          model,
          learnedAt: learnedAt.toISOString(),
          learned: describeTransformations(fitted),
          fitted,
        }),
      ),
      profile: (await project.trainingSets.findProfile(set.id)) ?? null,
    }
  },
  print: (set, { style, now }) => {
    const { view, version, createdAt, rowCount, split, bounds, code, commits, statistics } = set
    const facts = renderFacts(
      [
        ['frozen', writeAgo(createdAt, now)],
        ['rows', writeCount(rowCount)],
        ['split', describeSplit(split)],
        ['of', describeBounds(bounds)],
        [
          'made of',
          Object.entries(commits)
            .map(([group, ids]) => `${writeCounted(ids.length, 'commit')} of ${group}`)
            .join(', '),
        ],
        ['feature code', describeCode(code)],
        ['run', set.runId ?? undefined],
        ['rows’ digest', style.dim(set.digest)],
      ],
      style,
    )
    const table = renderTable(
      statistics,
      [
        { title: 'column', of: ({ name }) => name },
        { title: 'missing', right: true, of: ({ missingCount }) => writeCount(missingCount) },
        { title: 'different', right: true, of: ({ distinctCount }) => writeCount(distinctCount) },
        { title: 'mean', right: true, of: ({ mean }) => writeNumber(mean) },
        { title: 'deviation', right: true, of: ({ deviation }) => writeNumber(deviation) },
        { title: 'min', right: true, of: ({ min }) => writeNumber(min) },
        { title: 'median', right: true, of: ({ median }) => writeNumber(median) },
        { title: 'max', right: true, of: ({ max }) => writeNumber(max) },
      ],
      { style, nothing: '' },
    )
    return `${style.bold(`${view} training set ${version}`)}\n\n${facts}${renderSection('Training part', table, style)}${set.transformations.map((own) => renderSection(`Transformations that ${own.model} learned ${writeAgo(own.learnedAt, now)}`, renderLearned(own.learned, style), style)).join('')}`
  },
})

function renderLearned(learned: readonly DescribedTransformation[], style: Style): string {
  return renderTable(
    learned,
    [
      { title: 'of', of: (row) => row.of },
      { title: 'by', of: (row) => row.by },
      { title: 'learned', of: (row) => row.learned },
      { title: 'way back', of: (row) => (row.isInvertible ? 'yes' : 'no') },
    ],
    { style, nothing: 'None: the learner reads the columns as they are.' },
  )
}

function describeCode(code: FeatureCode): string {
  switch (code.status) {
    case 'same':
      return 'as it is now'
    case 'projectChanged':
      return 'features are written as they are now, but the project’s code has changed since'
    case 'differ':
      return `otherwise now: ${code.features.join(', ')}`
    case 'unknown':
      return 'not known'
  }
}
