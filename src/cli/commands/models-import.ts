import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { z } from 'zod'
import { systemErrorCode } from '../../base/index.ts'
import { freezeView } from '../../features/index.ts'
import { getModel } from '../../project/index.ts'
import { importModel } from '../../training/index.ts'
import { defineCommand } from '../command.ts'
import { cliErrors } from '../errors.ts'
import { renderFacts, renderTable } from '../render-table.ts'
import { writeBytes, writeCount, writeNumber } from '../write-value.ts'

export const modelsImport = defineCommand({
  name: 'models import',
  summary: 'Take in an ONNX file that another tool has written, as a model’s next version',
  description:
    'For models of scikit-learn (skl2onnx), XGBoost, LightGBM and PyTorch. The graph gets the features of the ' +
    'model’s view as named inputs; it is measured on the held-out rows beside the baselines, and from then on ' +
    'gated, explained and served as one that was trained here. See to it that it has not learned from those rows: ' +
    '`swell view export` has them apart.',
  example: [
    'swell models import forest.onnx surf-height',
    'swell models import net.onnx surf-height --columns height,period --output prediction',
  ],
  positionals: ['file', 'model'],
  input: z.strictObject({
    file: z.string().describe('The ONNX file'),
    model: z.string().describe('The model whose version it becomes'),
    columns: z
      .array(z.string())
      .optional()
      .describe('The features that it reads, in its order; all of the view’s when left out')
      .meta({ value: '<a,b>' }),
    output: z.string().optional().describe('Which of its outputs answers, where it can’t be told'),
  }),
  run: async (context, { file, model: name, columns, output }) => {
    const project = await context.open()
    const model = getModel(project.definition, name)
    const bytes = await readModelFile(resolve(context.workingFolder, file))
    const [before] = await project.models.list(name)
    const code = await project.code()
    const { fingerprint } = code
    context.live.status(`  freezing view ${model.view.name}`)
    const set = await freezeView(project, model.view, { split: model.split, fingerprint })
    const version = await importModel(project, model, set, {
      bytes,
      code,
      ...(columns === undefined ? {} : { columns }),
      ...(output === undefined ? {} : { answer: output }),
    })
    const { details, evaluation, baselines, signature } = version
    return {
      model: name,
      version: version.version,
      isNew: version.version !== before?.version,
      importedFrom: details.importedFrom ?? null,
      learner: details.learner,
      inputs: signature.inputs.map((input) => input.name),
      rowCount: evaluation.rowCount,
      metrics: evaluation.metrics,
      baselines,
      importance: details.importance,
      sizeBytes: details.sizeBytes,
      predictionMs: details.predictionMs,
    }
  },
  print: (taken, { style }) => {
    const what = taken.isNew ? 'new' : 'the same file as before, so no new version'
    const columns = [
      { title: 'on held-out rows', of: ([metric]: readonly [string, number]) => metric },
      {
        title: 'this',
        right: true,
        of: ([, value]: readonly [string, number]) => writeNumber(value),
      },
      ...Object.entries(taken.baselines).map(([name, values]) => ({
        title: name,
        right: true,
        of: ([metric]: readonly [string, number]) => writeNumber(values[metric]),
      })),
    ]
    return [
      `${style.bold(`${taken.model} version ${taken.version}`)}  ${style.dim(what)}\n\n`,
      renderFacts(
        [
          ['learned by', taken.importedFrom ?? ''],
          ['reads', taken.inputs.join(', ')],
          ['size', writeBytes(taken.sizeBytes)],
          ['measured on', `${writeCount(taken.rowCount)} held-out rows`],
        ],
        style,
      ),
      '\n',
      renderTable(Object.entries(taken.metrics), columns, { style, nothing: '' }),
      taken.isNew ? `\nNext: swell models promote ${taken.model} --version ${taken.version}\n` : '',
    ].join('')
  },
})

async function readModelFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    const code = systemErrorCode(error)
    if (code !== 'ENOENT' && code !== 'EISDIR') throw error
    throw cliErrors.modelFileNotFound({ path }, error)
  }
}
