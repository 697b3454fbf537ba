import { resolve } from 'node:path'
import { z } from 'zod'
import { addDataset, renderCheckText, type CheckReport } from '../../data/index.ts'
import { defineCommand } from '../command.ts'
import { datasetDoor, keepReport } from '../dataset-door.ts'
import { withDatasets } from '../open-data.ts'
import { userName } from '../user-name.ts'
import { writeBytes, writeCounted } from '../write-value.ts'

export const dataAdd = defineCommand({
  name: 'data add',
  summary: 'Keep a file or folder as a version, unless its content is one',
  description:
    'The data stays where it is. A small pointer file beside it goes into Git, which ignores the data ' +
    'itself; `latest` moves to the version. Files that look as they did are not read again. Where the ' +
    'project declares checks for the dataset (`defineDataset`), content that breaks them is not added: ' +
    'the exit code is 6.',
  example: [
    'swell data add data/tides',
    'swell data add data/tides.csv --name tides --message "without the broken gauge"',
  ],
  positionals: ['path'],
  input: z.strictObject({
    path: z.string().min(1).describe('A file or a folder inside the project'),
    name: z
      .string()
      .optional()
      .describe('What it is called; the name of the file or folder when left out'),
    message: z.string().optional().describe('What is new about it').meta({ value: '"…"' }),
    unchecked: z
      .boolean()
      .default(false)
      .describe('Add it without asking the checks that the project declares for it'),
  }),
  run: (context, { path, name, message, unchecked }) =>
    withDatasets(context, async (deps) => {
      const door = datasetDoor(context)
      const { version, isNew, pointer, readCount } = await addDataset(deps, {
        ...(unchecked ? {} : { judge: door.judge }),
        path: resolve(context.workingFolder, path),
        by: userName(),
        onProgress: context.live.progress,
        signal: context.signal,
        ...(name === undefined ? {} : { name }),
        ...(message === undefined ? {} : { message }),
      })
      const report = door.report()
      if (report !== undefined) await keepReport(context, report, version.version)
      return { ...version, isNew, pointer, readCount, ...(report && { report }) }
    }),
  print: (
    { dataset, version, fileCount, sizeBytes, isNew, pointer, readCount, report },
    { style },
  ) => {
    const what = `${writeCounted(fileCount, 'file')}, ${writeBytes(sizeBytes)}`
    if (!isNew) return `Nothing new: this is version ${version} of ${dataset} (${what}).\n`
    const said = `${style.good('✓')} ${style.bold(dataset)} version ${version}: ${what}; ${writeCounted(readCount, 'file')} read\n`
    const checked = report === undefined ? '' : writeReport(report)
    return `${said}${checked}${style.dim(`Put ${pointer} into Git with your code; it brings this data back.`)}\n`
  },
})

/** One line where there is nothing to see. */
function writeReport(report: CheckReport): string {
  const { verdict, results, rowCount } = report
  if (verdict !== 'passed') return `\n${renderCheckText(report)}\n`
  return `${writeCounted(results.length, 'check')} held, ${writeCounted(rowCount, 'row')}\n`
}
