import { resolve } from 'node:path'
import { z } from 'zod'
import { exportVersion, getVersion } from '../../registry/index.ts'
import { getTrainable } from '../../project/index.ts'
import { readModelCard } from '../../server/index.ts'
import { chooseVersion, versionInput } from '../choose-version.ts'
import { defineCommand } from '../command.ts'

export const modelsExport = defineCommand({
  name: 'models export',
  summary: 'Write a version into a folder that runs without Groundswell',
  description:
    'The ONNX graph with its signature and an example, a short program in TypeScript and one in Python that ' +
    'predict the example, the card as README.md, and MLflow’s `MLmodel`, so that `mlflow.onnx.load_model` and ' +
    '`mlflow.pyfunc.load_model` take the folder as it is.',
  example: [
    'swell models export surf-height --out surf',
    'swell models export surf-height --version champion --out surf',
  ],
  positionals: ['model'],
  input: z.strictObject({
    ...versionInput,
    out: z.string().describe('Into which folder').meta({ value: '<folder>' }),
  }),
  run: async (context, { model, version: said, out }) => {
    const project = await context.open()
    getTrainable(project.definition, model)
    const number = await chooseVersion(project.models, model, said)
    const version = await getVersion(project.models, model, number)
    const { markdown: card } = await readModelCard(project, model, number)
    const folder = resolve(context.workingFolder, out)
    const files = await exportVersion(project.blobs, version, { folder, card: `${card}\n` })
    return { model, version: number, folder, files }
  },
  print: ({ model, version, folder, files }) =>
    `Version ${version} of ${model} is in ${folder}: ${files.join(', ')}\n`,
})
