import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import type { Row } from '../../api/index.ts'
import {
  createClient,
  isApiProblem,
  readCombinedReport,
  type CallOptions,
  type Client,
  type CombinedReport,
} from '../../client/index.ts'
import { readDiagnostics, readScoring, readSummaryStats } from '../../server/index.ts'
import { readTableFile } from '../../table/index.ts'
import { cliErrors } from '../errors.ts'
import { defineCommand } from '../command.ts'
import type { CommandContext } from '../command-context.ts'
import { exitCodes } from '../exit-code.ts'
import {
  listFaults,
  listWarnings,
  renderDiagnostics,
  renderScoring,
  renderSummaryStats,
} from '../render-diagnostics.ts'
import { renderSection, renderTable } from '../render-table.ts'
import { plainStyle, type Style } from '../style.ts'
import { writeCell } from '../write-value.ts'

export const diagnose = defineCommand({
  name: 'diagnose',
  summary: 'Measure data, steps, dependencies and machine against their history',
  description:
    'What is missing per column, how far means have moved, what each step took beside the runs before, which ' +
    'packages are installed and known to be broken, disk, clock and missed schedules, and how good what is in use ' +
    'is. With --server it is asked over HTTP, and a service may predict rows as well. The exit code is 6 when the ' +
    'disk, the clock or a package is wrong.',
  example: [
    'swell diagnose',
    'swell diagnose --registry --report diagnostics.txt',
    'swell diagnose --server http://127.0.0.1:4300 --service risk --in rows.csv --report report.txt',
  ],
  input: z.strictObject({
    registry: z
      .boolean()
      .default(false)
      .describe('Ask npm’s registry what is newest, and for holes'),
    server: z
      .string()
      .optional()
      .describe('Ask the four endpoints of a server')
      .meta({ value: '<url>' }),
    service: z.string().optional().describe('Which of its services predicts'),
    in: z.string().optional().describe('What it predicts').meta({ value: '<file>' }),
    report: z
      .string()
      .optional()
      .describe('Write all of it into one text')
      .meta({ value: '<file>' }),
  }),
  run: async (context, input) => {
    const combined = await readAll(context, input)
    if (input.report !== undefined) {
      const page = { style: plainStyle, now: context.now() }
      const path = resolve(context.workingFolder, input.report)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, renderAll(combined, page))
    }
    return combined
  },
  exitCode: ({ diagnostics }) =>
    listFaults(diagnostics).length === 0 ? exitCodes.done : exitCodes.refused,
  print: (combined, page) => {
    const { style } = page
    const faults = listFaults(combined.diagnostics)
    const found = [
      ...faults.map((fault) => style.bad(`✗ ${fault}`)),
      ...listWarnings(combined.diagnostics, page.now).map((warning) => style.warn(`! ${warning}`)),
    ]
    const end = found.length === 0 ? [style.good('Nothing is wrong.')] : found
    return `${renderAll(combined, page)}\n${end.join('\n')}\n`
  },
})

interface Asked {
  readonly registry: boolean
  readonly server?: string | undefined
  readonly service?: string | undefined
  readonly in?: string | undefined
}

async function readAll(context: CommandContext, asked: Asked): Promise<CombinedReport> {
  const { server, service, in: file, registry: asksRegistry } = asked
  const { signal } = context
  const project = await context.open()
  if (server === undefined) {
    if (service !== undefined || file !== undefined) {
      throw cliErrors.serverWanted({ option: service === undefined ? 'in' : 'service' })
    }
    return {
      prediction: undefined,
      scoring: await readScoring(project),
      summaryStats: await readSummaryStats(project),
      diagnostics: await readDiagnostics(project, { asksRegistry, signal }),
    }
  }
  const rows =
    file === undefined
      ? []
      : await readTableFile(project.engine, resolve(context.workingFolder, file))
  const token = context.environment['SWELL_KEY']
  const options = { signal, ...(token === undefined ? {} : { token }) }
  try {
    const client = createClient(server)
    const predict =
      service === undefined
        ? undefined
        : { service, rows: await toRows(client, service, rows, options) }
    return await readCombinedReport(client, { asksRegistry, ...options, predict })
  } catch (error) {
    if (!isApiProblem(error)) throw error
    throw cliErrors.serverRefused({ server, problem: error.message }, error)
  }
}

/** The rows of a file as the service wants them: a CSV file knows texts only. */
async function toRows(
  client: Client,
  service: string,
  rows: readonly Readonly<Record<string, unknown>>[],
  options: CallOptions,
): Promise<Row[]> {
  const { fields } = await client.getService({ params: { name: service } }, options)
  const numbers = new Set(
    fields.flatMap(({ name, type }) => (type === 'float' || type === 'integer' ? [name] : [])),
  )
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).flatMap(([name, value]) => {
        if (value === undefined) return []
        if (value instanceof Date) return [[name, value.toISOString()]]
        // What is no number the server refuses, and names the row.
        const isNumber = numbers.has(name) && value !== '' && !Number.isNaN(Number(value))
        return [[name, isNumber ? Number(value) : (value as Row[string])]]
      }),
    ),
  )
}

function renderAll(
  { prediction, scoring, summaryStats, diagnostics }: CombinedReport,
  page: Parameters<typeof renderDiagnostics>[1],
): string {
  const { style } = page
  return [
    prediction === undefined
      ? ''
      : renderSection(
          `Predictions of ${prediction.model}, version ${prediction.version}`,
          renderPredictions(prediction, style),
          style,
        ),
    renderSection('Scoring', renderScoring(scoring, style), style),
    renderSection('Summary statistics', renderSummaryStats(summaryStats, style), style),
    renderDiagnostics(diagnostics, page),
  ].join('')
}

function renderPredictions(
  { predictions }: NonNullable<CombinedReport['prediction']>,
  style: Style,
): string {
  const names = Object.keys(predictions[0] ?? {}).filter((name) => name !== 'features')
  const columns = names.map((name) => ({
    title: name,
    of: (row: Readonly<Record<string, unknown>>) => writeCell(row[name]),
  }))
  return renderTable(predictions, columns, { style, nothing: 'Nothing was predicted.' })
}
