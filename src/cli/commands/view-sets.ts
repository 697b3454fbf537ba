import { z } from 'zod'
import { getView } from '../../project/index.ts'
import { defineCommand } from '../command.ts'
import { describeBounds, toSetReply } from '../render-training-set.ts'
import { renderTable } from '../render-table.ts'
import { writeAgo, writeCount } from '../write-value.ts'

export const viewSets = defineCommand({
  name: 'view sets',
  summary: 'List the training sets of a view, or of all',
  example: ['swell view sets', 'swell view sets surf --json'],
  positionals: ['view'],
  input: z.strictObject({ view: z.string().optional().describe('Its name') }),
  run: async (context, { view }) => {
    const project = await context.open()
    const versions = await Promise.all(
      (project.definition.models ?? []).map(({ name }) => project.models.list(name)),
    )
    const sets = await project.trainingSets.list(view)
    if (view !== undefined && sets.length === 0) getView(project.definition, view)
    return {
      sets: sets.map((set) => ({
        ...toSetReply(set),
        models: versions
          .flat()
          .flatMap(({ model, version, trainingSetId }) =>
            trainingSetId === set.id ? [`${model} ${version}`] : [],
          ),
      })),
    }
  },
  print: ({ sets }, { style, now }) =>
    renderTable(
      sets,
      [
        { title: 'training set', of: ({ view, version }) => style.bold(`${view}@${version}`) },
        { title: 'frozen', right: true, of: ({ createdAt }) => writeAgo(createdAt, now) },
        { title: 'rows', right: true, of: ({ rowCount }) => writeCount(rowCount) },
        { title: 'train', right: true, of: ({ split }) => writeCount(split.trainCount) },
        { title: 'test', right: true, of: ({ split }) => writeCount(split.testCount) },
        { title: 'split', of: ({ split }) => split.kind },
        { title: 'of', of: ({ bounds }) => describeBounds(bounds) },
        { title: 'models', of: ({ models }) => models.join(', ') },
      ],
      { style, nothing: 'Nothing is frozen yet: swell view freeze <view>' },
    ),
})
