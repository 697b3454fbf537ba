import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { parseDuration } from '../../base/index.ts'
import { createClient, isApiProblem } from '../../client/index.ts'
import { readTokens } from '../../project/index.ts'
import { renderLoadReport } from '../../site/index.ts'
import { duckdbEngine, readTableFile } from '../../table/index.ts'
import type { CommandContext } from '../command-context.ts'
import { defineCommand, type Page } from '../command.ts'
import { cliErrors } from '../errors.ts'
import { exitCodes } from '../exit-code.ts'
import { chooseRows, toBodies } from '../load/choose-rows.ts'
import { durationOf, parseStages, type LoadPlan } from '../load/load-plan.ts'
import type { LoadResult } from '../load/load-result.ts'
import { judgeThreshold, parseThreshold, type JudgedThreshold } from '../load/load-threshold.ts'
import { sendLoad } from '../load/send-load.ts'
import { renderFacts } from '../render-table.ts'

const input = z.strictObject({
  service: z.string().describe('Its name'),
  url: z.string().default('http://127.0.0.1:4300').describe('Where it is served'),
  rate: z.number().positive().optional().describe('Requests a second, whether or not answers come'),
  clients: z
    .number()
    .int()
    .positive()
    .optional()
    .describe('Instead: so many clients, each of which waits for its answer'),
  for: z.string().default('20s').describe('How long'),
  stages: z
    .string()
    .optional()
    .describe('Instead of one level, several: 10s:100,30s:500 rises to 100, then to 500')
    .meta({ value: '<stages>' }),
  rows: z
    .string()
    .optional()
    .describe('A file of rows to ask for; the known keys, if not told')
    .meta({ value: '<file>' }),
  rowsPerRequest: z.number().int().min(1).max(10_000).default(1).describe('Rows in each request'),
  timeout: z.string().default('10s').describe('When a request counts as failed'),
  failOn: z
    .array(z.string())
    .default([])
    .describe('What must hold: p99<20ms, errors<1%, rate>1000; may be given again'),
  report: z
    .string()
    .optional()
    .describe('Write what was measured as a page')
    .meta({ value: '<file>' }),
})

export const serviceLoadTest = defineCommand({
  name: 'service load-test',
  summary: 'Send a service many requests, and measure its answers',
  description:
    'At a rate, a latency begins when the request was due, not when it could be sent, so that a server that ' +
    'stalls is seen by all that would have come meanwhile. A key for a server that wants one is read from ' +
    'SWELL_KEY. Ends with 6 where something doesn’t hold that must (--fail-on).',
  example: [
    'swell service load-test surf --rate 500 --for 30s --fail-on "p99<20ms" --fail-on "errors<0.1%"',
    'swell service load-test surf --clients 16 --rows-per-request 100 --report load.html',
  ],
  positionals: ['service'],
  input,
  run: async (context, asked) => {
    const plan = planOf(asked)
    const thresholds = asked.failOn.map(parseThreshold)
    const bodies = toBodies(await rowsOf(context, asked), asked.rowsPerRequest)
    const url = `${asked.url.replace(/\/$/, '')}/services/${encodeURIComponent(asked.service)}/predict`
    const result = await sendLoad(
      plan,
      { url, bodies, headers: headersOf(context), timeoutMs: parseDuration(asked.timeout) },
      {
        signal: context.signal,
        onProgress: (tookMs) =>
          context.live.progress({
            work: 'seconds',
            done: Math.round(tookMs / 1000),
            total: Math.round(durationOf(plan) / 1000),
          }),
      },
    )
    const judged = thresholds.map((threshold) => judgeThreshold(threshold, result))
    const report = await writeReport(context, asked, plan, { result, judged })
    return { service: asked.service, url, kind: plan.kind, ...result, thresholds: judged, report }
  },
  exitCode: ({ thresholds }) => (thresholds.every(({ holds }) => holds) ? 0 : exitCodes.refused),
  print: ({ service, thresholds, report, ...result }, page) =>
    printResult(service, result, thresholds, report, page),
})

type Asked = z.output<typeof input>

function planOf({ rate, clients, stages, for: duration }: Asked): LoadPlan {
  if (rate !== undefined && clients !== undefined) throw cliErrors.loadKindTwice({})
  const kind = clients === undefined ? 'open' : 'closed'
  if (stages !== undefined) return { kind, stages: parseStages(stages) }
  return { kind, stages: [{ durationMs: parseDuration(duration), level: rate ?? clients ?? 100 }] }
}

function headersOf({ environment }: CommandContext): Readonly<Record<string, string>> {
  const key = environment['SWELL_KEY']
  return {
    'content-type': 'application/json',
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  }
}

async function rowsOf(context: CommandContext, { service, url, rows: file }: Asked) {
  if (file === undefined) {
    const key = context.environment['SWELL_KEY']
    const client = createClient(url)
    const options = key === undefined ? {} : { token: key }
    try {
      return chooseRows(await client.getService({ params: { name: service } }, options))
    } catch (error) {
      if (!isApiProblem(error)) throw error
      throw cliErrors.serverRefused({ server: url, problem: error.message }, error)
    }
  }
  const engine = duckdbEngine()
  try {
    const rows = await readTableFile(engine, resolve(context.workingFolder, file))
    if (rows.length === 0) throw cliErrors.loadRowsMissing({ file })
    return rows
  } finally {
    engine.close()
  }
}

async function writeReport(
  { workingFolder, now }: CommandContext,
  { service, report, url }: Asked,
  plan: LoadPlan,
  { result, judged }: { result: LoadResult; judged: readonly JudgedThreshold[] },
): Promise<string | null> {
  if (report === undefined) return null
  const file = resolve(workingFolder, report)
  const html = renderLoadReport({
    service,
    url,
    kind: plan.kind,
    madeAt: now(),
    result,
    thresholds: judged,
    tokensCss: await readTokens(),
  })
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, html)
  return file
}

function printResult(
  service: string,
  { dueCount, failedCount, errorShare, answeredPerSecond, latency, outcomes }: LoadResult,
  thresholds: readonly JudgedThreshold[],
  report: string | null,
  { style }: Page,
): string {
  const bad = Object.entries(outcomes).filter(([outcome]) => outcome !== '200')
  const failed = bad.map(([outcome, count]) => `${count.toLocaleString('en')} × ${outcome}`)
  const facts = renderFacts(
    [
      ['sent', `${dueCount.toLocaleString('en')} requests`],
      ['answered', `${Math.round(answeredPerSecond).toLocaleString('en')} a second`],
      [
        'failed',
        failedCount === 0
          ? 'none'
          : style.bad(`${(100 * errorShare).toFixed(2)} % (${failed.join(', ')})`),
      ],
      ['median', milliseconds(latency.p50)],
      ['95 %', milliseconds(latency.p95)],
      ['99 %', milliseconds(latency.p99)],
      ['99.9 %', milliseconds(latency.p999)],
      ['longest', milliseconds(latency.max)],
      ['report', report ?? undefined],
    ],
    style,
  )
  const judged = thresholds.map(
    ({ text, holds }) => `${holds ? style.good('✓') : style.bad('✗')} ${text}\n`,
  )
  return `${style.bold(service)}\n${facts}${judged.join('')}`
}

function milliseconds(value: number): string {
  return Number.isNaN(value) ? 'nothing was answered' : `${value.toFixed(value < 10 ? 2 : 0)} ms`
}
