import { resolve } from 'node:path'
import { z } from 'zod'
import { parseMoment } from '../../base/index.ts'
import { getGroup, getModel } from '../../project/index.ts'
import { getAliased } from '../../registry/index.ts'
import { groupSource, predictMany, withFileSource } from '../../serving/index.ts'
import { withEngine } from '../../table/index.ts'
import { cliErrors } from '../errors.ts'
import { defineCommand } from '../command.ts'
import { writeCounted } from '../write-value.ts'

export const predict = defineCommand({
  name: 'predict',
  summary: 'Predict the rows of a file or of a group, however many',
  description:
    'Each row of the file holds the key of the model’s label, what its view wants of a request, and `at`, the moment ' +
    'to predict for (now when it is left out). Features are looked up, with what is known now or was known `--as-of` ' +
    'a moment. Without a file the rows of the view’s labels are predicted, or those of a group, each with what was known at its ' +
    'own moment. The predictions are stored; the file that is written has the rows in their order, the predicted ' +
    'label, the version and the prediction’s id, of which `swell why` tells more. Files are csv, json, jsonl, ndjson ' +
    'or parquet, as they end. A batch that was interrupted goes on where it was when the same is asked again.',
  example: 'swell predict surf-height --in rows.csv --out predictions.parquet',
  positionals: ['model'],
  input: z.strictObject({
    model: z.string().describe('The name of a model or of a service'),
    in: z.string().optional().describe('The rows to predict').meta({ value: '<file>' }),
    group: z
      .string()
      .optional()
      .describe('The group whose rows are predicted; that of the view’s labels when left out')
      .meta({ value: '<name>' }),
    since: z
      .string()
      .optional()
      .describe('Of a group: rows from this moment on')
      .meta({ value: '<moment>' }),
    until: z
      .string()
      .optional()
      .describe('Of a group: rows before this moment')
      .meta({ value: '<moment>' }),
    out: z.string().describe('Where the predictions go').meta({ value: '<file>' }),
    asOf: z
      .string()
      .optional()
      .describe('Nothing that was known later is used')
      .meta({ value: '<moment>' }),
    alias: z.string().optional().describe('Which version predicts; the champion when left out'),
    atOnce: z.coerce
      .number()
      .int()
      .min(1)
      .max(16)
      .default(2)
      .describe('How many pieces of 25,000 rows are under way at once')
      .meta({ value: '<count>' }),
  }),
  run: async (context, input) => {
    const project = await context.open()
    const { definition } = project
    const service = definition.services.find(({ name }) => name === input.model)
    const model = getModel(definition, service?.model.name ?? input.model)
    const alias = input.alias ?? service?.alias ?? 'champion'
    const { version } = await getAliased(project.models, model.name, alias)
    const asOf = toMoment(input.asOf)
    const work = {
      model,
      version,
      chosenBy: alias,
      asOf,
      out: resolve(context.workingFolder, input.out),
      atOnce: input.atOnce,
      onProgress: context.live.progress,
      signal: context.signal,
    }
    const stray = (['group', 'since', 'until'] as const).find((name) => input[name] !== undefined)
    if (input.in !== undefined && stray !== undefined)
      throw cliErrors.notWithFile({ option: stray })
    return withEngine(async (engine) => {
      if (input.in !== undefined) {
        const file = { path: resolve(context.workingFolder, input.in), name: input.in }
        return withFileSource(engine, model, file, async (source) => ({
          ...(await predictMany(project, { ...work, source })),
          ignored: source.ignored,
        }))
      }
      const group = input.group === undefined ? undefined : getGroup(definition, input.group)
      const until = earlier(toMoment(input.until), asOf)
      const range = { group, from: toMoment(input.since), until }
      const source = groupSource({ ...project, engine }, model.view, range)
      return { ...(await predictMany(project, { ...work, source })), ignored: [] }
    })
  },
  print: ({ model, version, rowCount, resumedCount, ignored, file }) => {
    const before =
      resumedCount === 0
        ? ''
        : `, ${writeCounted(resumedCount, 'row')} of them before it was interrupted`
    const unused = ignored.length === 0 ? '' : `  not used of the file: ${ignored.join(', ')}\n`
    return `Version ${version} of ${model} predicted ${writeCounted(rowCount, 'row')}${before}: ${file}\n${unused}`
  },
})

function toMoment(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : parseMoment(text)
}

function earlier(one: Date | undefined, other: Date | undefined): Date | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return one < other ? one : other
}
