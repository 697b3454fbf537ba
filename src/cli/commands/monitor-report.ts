import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, extname, resolve } from 'node:path'
import { z } from 'zod'
import { readTokens } from '../../project/index.ts'
import { readMonitorReport } from '../../server/index.ts'
import { renderMonitorReport, writeMonitorReport, type MonitorReport } from '../../site/index.ts'
import { defineCommand } from '../command.ts'

export const monitorReport = defineCommand({
  name: 'monitor report',
  summary: 'Write what a run has found as a page, as Markdown or as JSON',
  description: 'Printed as Markdown; --out writes it as one page of HTML, as .json or as .md.',
  example: [
    'swell monitor report surf-inputs --out report.html',
    'swell monitor report surf-inputs --run look_01kaj3v0z8m4x2q7c1',
  ],
  positionals: ['monitor'],
  input: z.strictObject({
    monitor: z.string().describe('Its name'),
    run: z.string().optional().describe('Of which run; the newest when left out'),
    out: z
      .string()
      .optional()
      .describe('Write it there: .json, .md, else a page of HTML')
      .meta({ value: '<file>' }),
  }),
  run: async (context, { monitor, run, out }) => {
    const project = await context.open()
    const report = await readMonitorReport(project, { name: monitor, id: run })
    const file = out === undefined ? null : resolve(context.workingFolder, out)
    if (file !== null) {
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, await render(report, extname(file).toLowerCase()))
    }
    return { ...report, file }
  },
  print: ({ file, ...report }) =>
    file === null
      ? `${writeMonitorReport(report).trimEnd()}\n`
      : `${writeMonitorReport(report).trimEnd()}\n\nWritten to ${file}.\n`,
})

async function render(report: MonitorReport, kind: string): Promise<string> {
  if (kind === '.json') return `${JSON.stringify(report, undefined, 1)}\n`
  if (kind === '.md') return writeMonitorReport(report)
  return renderMonitorReport(report, { tokensCss: await readTokens() })
}
