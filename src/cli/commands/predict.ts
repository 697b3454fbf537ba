import { rename, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import type { OpenedProject } from '../../project/index.ts'
import { getModel } from '../../project/index.ts'
import { getAliased } from '../../registry/index.ts'
import { batchPredictions, predictBatch, type Prediction } from '../../serving/index.ts'
import {
  float,
  ident,
  integer,
  readTableFile,
  sql,
  text,
  timestamp,
  writeTable,
} from '../../table/index.ts'
import type { Model } from '../../training/index.ts'
import { defineCommand } from '../command.ts'
import { readMoments } from '../read-moments.ts'
import { writeCounted } from '../write-value.ts'

export const predict = defineCommand({
  name: 'predict',
  summary: 'Predict the rows of a file',
  description:
    'Each row of the file holds the key of the model’s label, and `at`, the moment to predict for (now ' +
    'when it is left out). Features are looked up, with what is known now. The predictions are stored; ' +
    'the file that is written has the rows in their order, the predicted label, the version and the ' +
    'prediction’s id, of which `swell why` tells more. Files are csv, json, jsonl or parquet, as they end.',
  example: 'swell predict surf-height --in rows.csv --out predictions.parquet',
  positionals: ['model'],
  input: z.strictObject({
    model: z.string().describe('The name of a model or of a service'),
    in: z.string().describe('The rows to predict').meta({ value: '<file>' }),
    out: z.string().describe('Where the predictions go').meta({ value: '<file>' }),
    alias: z.string().optional().describe('Which version predicts; the champion when left out'),
  }),
  run: async (context, input) => {
    const project = await context.open()
    const service = project.definition.services.find(({ name }) => name === input.model)
    const model = getModel(project.definition, service?.model.name ?? input.model)
    const alias = input.alias ?? service?.alias ?? 'champion'
    const version = await getAliased(project.models, model.name, alias)
    const from = resolve(context.workingFolder, input.in)
    const to = resolve(context.workingFolder, input.out)
    const rows = await readTableFile(project.engine, from)
    const now = project.now()
    const moments = readMoments(model.view.label.group, rows, { file: input.in, now })
    context.live.status(`  predicting ${writeCounted(moments.length, 'row')}`)
    const predictions = await predictMoments(project, model, version.version, moments)
    await writePredictions(project, model, predictions, to)
    return {
      model: model.name,
      version: version.version,
      rowCount: predictions.length,
      file: to,
    }
  },
  print: ({ model, version, rowCount, file }) =>
    `Version ${version} of ${model} predicted ${writeCounted(rowCount, 'row')}: ${file}\n`,
})

type Moments = ReturnType<typeof readMoments>

/** Stores the predictions and gives them in the order of the moments, which may hold one twice. */
async function predictMoments(
  project: OpenedProject,
  model: Model,
  version: number,
  moments: Moments,
): Promise<Prediction[]> {
  const identity = ({ key, at }: Moments[number]) =>
    JSON.stringify([at, ...model.view.label.group.key.map((name) => key[name])])
  const single = [...new Map(moments.map((moment) => [identity(moment), moment])).values()]
  const batch = await predictBatch(project, {
    model,
    version,
    moments: single,
    knownBy: project.now(),
    origin: 'batch',
  })
  const predictions = await batchPredictions(project, model, batch)
  const byIdentity = new Map(predictions.map((prediction) => [identity(prediction), prediction]))
  return moments.flatMap((moment) => byIdentity.get(identity(moment)) ?? [])
}

async function writePredictions(
  project: OpenedProject,
  { view }: Model,
  predictions: readonly Prediction[],
  to: string,
): Promise<void> {
  const { group, column } = view.label
  const keys = group.key.flatMap((name) => {
    const own = group.columns[name]
    return own === undefined ? [] : [[name, own] as const]
  })
  const columns = {
    ...Object.fromEntries(keys),
    at: timestamp(),
    [column]: float(),
    version: integer(),
    predictionId: text(),
  }
  const rows = predictions.map(({ key, at, value, version, id }) => ({
    ...key,
    at,
    [column]: value,
    version,
    predictionId: id,
  }))
  // A moment in a text has its zone; Parquet has a type for it.
  const isText = !to.toLowerCase().endsWith('.parquet')
  const query = (table: string) =>
    isText
      ? sql`select * replace (strftime("at", '%Y-%m-%dT%H:%M:%S.%gZ') as "at") from ${ident(table)}`
      : sql`select * from ${ident(table)}`
  // The ending tells the format, so it stays at the end.
  const draft = join(dirname(to), `.${process.pid}.draft.${basename(to)}`)
  try {
    await project.engine.withRows(columns, rows, (table) =>
      writeTable(project.engine, query(table), draft),
    )
    await rename(draft, to)
  } finally {
    await rm(draft, { force: true })
  }
}
