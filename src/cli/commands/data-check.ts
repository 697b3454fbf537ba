import { writeFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { z } from 'zod'
import {
  checkData,
  renderCheckJson,
  renderCheckMarkdown,
  renderCheckText,
  type CheckReport,
} from '../../data/index.ts'
import { openCheckTable } from '../../features/index.ts'
import { getGroup } from '../../project/index.ts'
import { defineCommand } from '../command.ts'
import { exitCodes } from '../exit-code.ts'

export const dataCheck = defineCommand({
  name: 'data check',
  summary: 'Hold a file to the checks of a group',
  description:
    'Reads the file as the group reads its texts, or by its ending, and tells of every check. Nothing ' +
    'comes in. When a check is broken, unless that is but warned of, the exit code is 6.',
  example: [
    'swell data check deliveries/2026-11-20.txt --group reports',
    'swell data check new-swells.parquet --group swells --out checks.md',
  ],
  positionals: ['file'],
  input: z.strictObject({
    file: z.string().describe('A text of the group’s source, or a .csv, .json, .jsonl, .parquet'),
    group: z.string().describe('Whose checks').meta({ value: '<group>' }),
    out: z
      .string()
      .optional()
      .describe('Write the report there too: .md as Markdown, .json as JSON, else as text')
      .meta({ value: '<file>' }),
  }),
  run: async (context, { file, group: name, out }) => {
    const project = await context.open()
    const { columns, checks, read, from } = getGroup(project.definition, name)
    const { encoding } = from ?? {}
    const report = await checkData(project.engine, resolve(context.workingFolder, file), {
      table: name,
      columns,
      checks,
      settings: project.settings,
      now: context.now(),
      openTable: openCheckTable(project),
      ...(read === undefined ? {} : { read }),
      ...(encoding === undefined ? {} : { encoding }),
    })
    if (out !== undefined) {
      await writeFile(resolve(context.workingFolder, out), rendererOf(out)(report))
    }
    return report
  },
  exitCode: ({ verdict }) =>
    verdict === 'refused' || verdict === 'quarantined' ? exitCodes.refused : exitCodes.done,
  print: (report) => renderCheckText(report),
})

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
