import { z } from 'zod'
import { parseMoment } from '../../base/index.ts'
import { reportLeaks } from '../../features/index.ts'
import { getView } from '../../project/index.ts'
import { measureLeaks } from '../../training/index.ts'
import { defineCommand } from '../command.ts'
import { renderSection, renderTable } from '../render-table.ts'
import { writeCell, writeCounted } from '../write-value.ts'

export const viewLeaks = defineCommand({
  name: 'view leaks',
  summary: 'Show what a naive join would take from the future, and what it would seem to be worth',
  description:
    'Holds the view against a join by event time only, which sees what became known after the moment, and against a join with the newest rows. Each model of the view learns from the rows of all three: a metric that looks better than the honest one is one that no service would see again.',
  example: ['swell view leaks surf', 'swell view leaks surf --json'],
  positionals: ['view'],
  input: z.strictObject({
    view: z.string().describe('Its name'),
    asOf: z.string().optional().describe('Only what was committed by this moment'),
    noTraining: z.boolean().default(false).describe('Count values only, train nothing'),
  }),
  run: async (context, { view: name, asOf, noTraining }) => {
    const project = await context.open()
    const view = getView(project.definition, name)
    const options = asOf === undefined ? {} : { until: parseMoment(asOf) }
    const { rowCount, features, rows } = await reportLeaks(project, view, options)
    const readers = noTraining
      ? []
      : project.definition.models.filter((model) => model.view.name === name)
    const worth = await Promise.all(
      readers.map(async (model) => ({ model: model.name, worth: await measureLeaks(model, rows) })),
    )
    return {
      view: name,
      rowCount,
      features,
      models: worth.flatMap(({ model, worth: own }) =>
        own === undefined ? [] : [{ model, ...own }],
      ),
    }
  },
  print: ({ rowCount, features, models }, { style }) => {
    const share = (count: number) =>
      `${count}${rowCount === 0 ? '' : ` (${((100 * count) / rowCount).toFixed(1)} %)`}`
    const counts = renderTable(
      features,
      [
        { title: 'feature', of: ({ feature }) => feature },
        { title: 'known', right: true, of: ({ knownCount }) => String(knownCount) },
        { title: 'by event time', right: true, of: ({ byTimeCount }) => share(byTimeCount) },
        { title: 'newest row', right: true, of: ({ newestCount }) => share(newestCount) },
      ],
      { style, nothing: 'No feature of the view is read from a group.' },
    )
    const worth = renderTable(
      models,
      [
        { title: 'model', of: ({ model }) => model },
        { title: 'metric', of: ({ metric }) => metric },
        { title: 'honest', right: true, of: ({ honest }) => style.bold(writeCell(honest)) },
        { title: 'by event time', right: true, of: ({ byTime }) => writeCell(byTime) },
        { title: 'newest row', right: true, of: ({ newest }) => writeCell(newest) },
      ],
      { style, nothing: '' },
    )
    return [
      `Values in ${writeCounted(rowCount, 'row')} that a naive join would have taken from the future:\n\n`,
      counts,
      models.length === 0 ? '' : renderSection('What they would seem to be worth', worth, style),
    ].join('')
  },
})
