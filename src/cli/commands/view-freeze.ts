import { z } from 'zod'
import { parseMoment } from '../../base/index.ts'
import { freezeView } from '../../features/index.ts'
import { getView } from '../../project/index.ts'
import { chooseSplit, splitKinds } from '../choose-split.ts'
import { defineCommand } from '../command.ts'
import { describeBounds, describeSplit, toSetReply } from '../render-training-set.ts'
import { renderFacts } from '../render-table.ts'
import { writeCount } from '../write-value.ts'

export const viewFreeze = defineCommand({
  name: 'view freeze',
  summary: 'Freeze a view as a training set: rows, split, statistics, under a version',
  description:
    'The same commits and code make the same bytes; what was frozen before makes no new version. ' +
    'Without a word about the split it is that of the model that reads the view, or else the newest ' +
    'fifth is held out.',
  example: [
    'swell view freeze surf',
    'swell view freeze surf --split byTime --test 0.25 --gap 1d',
    'swell view freeze surf --from 2026-01-01 --to 2026-03-01 --as-of 2026-02-01T06:00',
  ],
  positionals: ['view'],
  input: z.strictObject({
    view: z.string().describe('Its name'),
    split: z.enum(splitKinds).optional().describe('How rows are parted'),
    test: z.number().gt(0).lt(1).optional().describe('The share of rows to hold out'),
    gap: z
      .string()
      .optional()
      .describe('With byTime: rows nearer than this before those held out are left out')
      .meta({ value: '<duration>' }),
    by: z
      .array(z.string())
      .optional()
      .describe('With grouped, stratified or byHash: the key columns to go by')
      .meta({ value: '<a,b>' }),
    seed: z.string().optional().describe('What a split that draws is drawn by'),
    from: z
      .string()
      .optional()
      .describe('Labels of moments from here on')
      .meta({ value: '<moment>' }),
    to: z.string().optional().describe('Labels of moments before this').meta({ value: '<moment>' }),
    asOf: z
      .string()
      .optional()
      .describe('Only what was committed by then')
      .meta({ value: '<moment>' }),
    rows: z.number().int().min(2).optional().describe('The newest labels only, so many'),
  }),
  run: async (context, { view: name, from, to, asOf, rows, ...choice }) => {
    const project = await context.open()
    const view = getView(project.definition, name)
    const { fingerprint } = await project.code()
    const before = new Set((await project.trainingSets.list(name)).map(({ id }) => id))
    context.live.status(`  freezing view ${name}`)
    const set = await freezeView(project, view, {
      split: chooseSplit(choice, view, project.definition.models ?? []),
      fingerprint,
      ...(from === undefined ? {} : { from: parseMoment(from) }),
      ...(to === undefined ? {} : { to: parseMoment(to) }),
      ...(asOf === undefined ? {} : { asOf: parseMoment(asOf) }),
      ...(rows === undefined ? {} : { rows }),
    })
    return { ...toSetReply(set), isNew: !before.has(set.id) }
  },
  print: ({ view, version, isNew, rowCount, split, bounds }, { style }) => {
    const what = isNew ? 'new' : 'these very rows were frozen before, so no new version'
    return [
      `${style.bold(`${view} training set ${version}`)}  ${style.dim(what)}\n\n`,
      renderFacts(
        [
          ['rows', writeCount(rowCount)],
          ['split', describeSplit(split)],
          ['of', describeBounds(bounds)],
        ],
        style,
      ),
      `\nNext: swell view set ${view}@${version}\n`,
    ].join('')
  },
})
