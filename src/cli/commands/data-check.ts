import { existsSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { basename, extname, resolve } from 'node:path'
import { z } from 'zod'
import { isSwellError, suggestName } from '../../base/index.ts'
import {
  checkData,
  datasetErrors,
  findPointer,
  getDatasetVersion,
  isBroken,
  parseDatasetReference,
  renderCheckJson,
  renderCheckMarkdown,
  renderCheckText,
  tableRows,
  versionFilesOf,
  type CheckReport,
  type Dataset,
} from '../../data/index.ts'
import {
  checkScope,
  findDataset,
  getGroup,
  judgeDataset,
  type OpenedProject,
} from '../../project/index.ts'
import type { CommandContext } from '../command-context.ts'
import { defineCommand } from '../command.ts'
import { keepReport } from '../dataset-door.ts'
import { cliErrors } from '../errors.ts'
import { exitCodes } from '../exit-code.ts'

export const dataCheck = defineCommand({
  name: 'data check',
  summary: 'Hold a file or a dataset to its checks',
  description:
    'A file is read as the group reads its texts, or by its ending, and nothing of it comes in. Of a ' +
    'dataset that the project declares, a version is judged, and what was found is kept with it. When ' +
    'a check is broken, unless that is but warned of, the exit code is 6.',
  example: [
    'swell data check deliveries/2026-11-20.txt --group reports',
    'swell data check new-swells.parquet --group swells --out checks.md',
    'swell data check tides@reference',
    'swell data check data/tides.csv',
  ],
  positionals: ['what'],
  input: z.strictObject({
    what: z
      .string()
      .describe('A text of the group’s source, a table file, or a version of a dataset: tides@3'),
    group: z
      .string()
      .optional()
      .describe('Whose checks; those that the dataset declares when left out')
      .meta({ value: '<group>' }),
    out: z
      .string()
      .optional()
      .describe('Write the report there too: .md as Markdown, .json as JSON, else as text')
      .meta({ value: '<file>' }),
  }),
  run: async (context, { what, group, out }) => {
    const file = resolve(context.workingFolder, what)
    const report = await judge(context, what, file, group)
    if (out !== undefined) {
      await writeFile(resolve(context.workingFolder, out), rendererOf(out)(report))
    }
    return report
  },
  exitCode: (report) => (isBroken(report) ? exitCodes.refused : exitCodes.done),
  print: (report) => renderCheckText(report),
})

async function judge(
  context: CommandContext,
  what: string,
  file: string,
  group: string | undefined,
): Promise<CheckReport> {
  const project = await context.open()
  if (group !== undefined) return judgeByGroup(project, file, group)
  const isFile = existsSync(file) && statSync(file).isFile()
  if (!isFile) return judgeVersion(context, project, what)
  const name = (await datasetNameOf(project, file)) ?? basename(file)
  const dataset = getDeclared(project, name)
  const { columns, checks } = dataset
  return checkData(project.engine, file, { table: name, columns, checks, ...checkScope(project) })
}

async function judgeByGroup(
  project: OpenedProject,
  file: string,
  name: string,
): Promise<CheckReport> {
  const group = getGroup(project.definition, name)
  const { columns, checks, read, from } = group
  const { encoding } = from ?? {}
  return checkData(project.engine, file, {
    table: name,
    columns,
    checks,
    into: group,
    ...checkScope(project),
    read: read ?? tableRows(columns),
    ...(encoding === undefined ? {} : { encoding }),
  })
}

async function judgeVersion(
  context: CommandContext,
  project: OpenedProject,
  what: string,
): Promise<CheckReport> {
  const reference = parseDatasetReference(what)
  const dataset = getDeclared(project, reference.dataset)
  const version = await getDatasetVersion(project, reference)
  const files = await versionFilesOf(project, version)
  const report = await judgeDataset(project, dataset, files, dataset.checks)
  await keepReport(context, report, version.version)
  return report
}

/** What a file inside the project was added as, if it was. */
async function datasetNameOf(project: OpenedProject, file: string): Promise<string | undefined> {
  try {
    return (await findPointer(project.root, file))?.dataset
  } catch (error) {
    if (isSwellError(error, datasetErrors.dataOutsideProject.code)) return undefined
    throw error
  }
}

function getDeclared(project: OpenedProject, name: string): Dataset {
  const dataset = findDataset(project.definition, name)
  if (dataset !== undefined) return dataset
  const names = project.definition.datasets.map((one) => one.name)
  throw cliErrors.noChecksFor({ name, suggestion: suggestName(name, names) })
}

function rendererOf(file: string): (report: CheckReport) => string {
  switch (extname(file).toLowerCase()) {
    case '.md':
      return renderCheckMarkdown
    case '.json':
      return renderCheckJson
    default:
      return renderCheckText
  }
}
