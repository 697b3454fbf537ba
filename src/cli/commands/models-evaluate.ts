import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, extname, resolve } from 'node:path'
import { z } from 'zod'
import { getTrainable, readTokens } from '../../project/index.ts'
import type { EvaluationReport } from '../../registry/index.ts'
import { renderEvaluation, writeEvaluation } from '../../site/index.ts'
import { reportVersion } from '../../training/index.ts'
import { chooseVersion, versionInput } from '../choose-version.ts'
import { defineCommand } from '../command.ts'

export const modelsEvaluate = defineCommand({
  name: 'models evaluate',
  summary: 'Measure all that can be told of a version: how good, for whom, why',
  description:
    'On held-out rows: metrics with 95 % intervals beside baselines and the champion, pictures of the errors, ' +
    'the worst slices, fairness, declared behaviours, suspicion of leaks, and what the model looks at. ' +
    'Of a forecast its back-test is measured, by how many steps ahead and by series, with how much came true within its bounds. ' +
    'Printed as Markdown for a pull request; --out writes the whole report as a page, as JSON or as Markdown.',
  example: [
    'swell models evaluate surf-height',
    'swell models evaluate surf-height --version 2 --out report.html',
    'swell models evaluate surf-height --learning-curve --out report.json',
  ],
  positionals: ['model'],
  input: z.strictObject({
    ...versionInput,
    alias: z.string().min(1).default('champion').describe('The alias of whom it is set beside'),
    learningCurve: z
      .boolean()
      .default(false)
      .describe('Learn again from a tenth of the rows, a fifth … to see whether more would help'),
    out: z
      .string()
      .optional()
      .describe('Write the report there: .json, .md, else a page of HTML')
      .meta({ value: '<file>' }),
  }),
  run: async (context, { model: name, version: said, out, ...options }) => {
    const project = await context.open()
    const model = getTrainable(project.definition, name)
    const version = await chooseVersion(project.models, name, said)
    const onProgress = context.live.progress
    const report = await reportVersion(project, model, { ...options, version, onProgress })
    const file = out === undefined ? null : resolve(context.workingFolder, out)
    if (file !== null) await writeReport(report, file)
    return { ...report, file }
  },
  print: ({ file, ...report }) =>
    file === null
      ? `${writeEvaluation(report)}\n`
      : `${writeEvaluation(report)}\n\nWritten to ${file}.\n`,
})

async function writeReport(report: EvaluationReport, file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, await render(report, extname(file).toLowerCase()))
}

async function render(report: EvaluationReport, kind: string): Promise<string> {
  if (kind === '.json') return `${JSON.stringify(report, undefined, 1)}\n`
  if (kind === '.md') return `${writeEvaluation(report)}\n`
  return renderEvaluation(report, { tokensCss: await readTokens() })
}
