import { z } from 'zod'
import { getModel } from '../../project/index.ts'
import { shrinkVersion } from '../../training/index.ts'
import { chooseVersion } from '../choose-version.ts'
import { defineCommand } from '../command.ts'
import { renderTable } from '../render-table.ts'
import { writeBytes } from '../write-value.ts'

export const modelsShrink = defineCommand({
  name: 'models shrink',
  summary: 'Make a smaller version: without small trees, or with weights of 8 bits',
  description:
    'Boosted trees are left out, those that say least first, and leaves get 8 bits, as long as the first metric ' +
    'becomes only so much worse on the training rows; forests get leaves of 8 bits. Of any other model, an ' +
    'imported one too, large tables of weights get 8 bits a number. The result is the next version, with what it cost in quality.',
  example: [
    'swell models shrink surf-height',
    'swell models shrink surf-height --version 3 --worse 0.05',
  ],
  positionals: ['model'],
  input: z.strictObject({
    model: z.string().describe('Its name'),
    version: z.string().optional().describe('A number or an alias; the newest when left out'),
    worse: z
      .number()
      .min(0)
      .max(1)
      .default(0.01)
      .describe('How much worse the metric may become, as a part of it'),
  }),
  run: async (context, { model: name, version: wanted, worse }) => {
    const project = await context.open()
    const model = getModel(project.definition, name)
    const version = await chooseVersion(project.models, name, wanted)
    const code = await project.code()
    return { model: name, ...(await shrinkVersion(project, model, { version, worse, code })) }
  },
  print: ({ model, from, version, how, before, after }, { style }) => {
    type Row = readonly [string, string, string, string]
    const rows: Row[] = [
      [
        'size',
        writeBytes(before.sizeBytes),
        writeBytes(after.sizeBytes),
        change(before.sizeBytes, after.sizeBytes),
      ],
      [
        'a row',
        `${show(before.predictionMs)} ms`,
        `${show(after.predictionMs)} ms`,
        change(before.predictionMs, after.predictionMs),
      ],
      ...Object.entries(after.metrics).map(([name, value]): Row => {
        const own = before.metrics[name] ?? Number.NaN
        return [`${name}, held out`, show(own), show(value), change(own, value)]
      }),
    ]
    const columns = [
      { title: '', of: ([title]: Row) => title },
      { title: `version ${from}`, right: true, of: ([, value]: Row) => value },
      { title: `version ${version}`, right: true, of: ([, , value]: Row) => value },
      { title: 'change', right: true, of: ([, , , value]: Row) => style.dim(value) },
    ]
    return [
      `${style.bold(`${model} version ${version}`)}  ${style.dim(how)}\n\n`,
      renderTable(rows, columns, { style, nothing: '' }),
      `\nNext: swell models promote ${model} --version ${version}\n`,
    ].join('')
  },
})

function show(value: number): string {
  return String(Number(value.toPrecision(4)))
}

function change(before: number, after: number): string {
  if (before === 0 || !Number.isFinite(after / before)) return ''
  const percent = 100 * (after / before - 1)
  return `${percent > 0 ? '+' : ''}${percent.toFixed(1)} %`
}
