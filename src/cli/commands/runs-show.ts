import { maskSecrets } from '../../base/index.ts'
import { z } from 'zod'
import { readRun, readRunLogs } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderFacts, renderSection, renderTable } from '../render-table.ts'
import { paintStatus, writeLength, writeMetrics } from '../render-runs.ts'
import { writeAny, writeMoment } from '../write-value.ts'

export const runsShow = defineCommand({
  name: 'runs show',
  summary: 'Show one run with its steps and its log',
  example: 'swell runs show run_01kaj3v0z8m4x2q7c1',
  positionals: ['run'],
  input: z.strictObject({
    run: z.string().describe('Its id'),
    lines: z.number().int().min(1).max(10_000).default(200).describe('How many lines of its log'),
  }),
  run: async (context, { run: id, lines: limit }) => {
    const project = await context.open()
    const run = await readRun(project, id)
    const { lines } = await readRunLogs(project, id, { after: 0, limit, keep: 'first' })
    return { ...run, lines }
  },
  print: (run, { style, now }) => {
    const code = run.code
    const dirty = code?.dirty === true ? ' with changes that are not committed' : ''
    return [
      `${style.bold(`${run.kind} ${run.name}`)}  ${paintStatus(run.status, style)}  ${style.dim(run.id)}\n\n`,
      renderFacts(
        [
          ['started', writeMoment(run.startedAt)],
          ['took', writeLength(run, now)],
          ['why', run.reason ?? undefined],
          [
            'code',
            code === null ? undefined : `${code.commit?.slice(0, 12) ?? code.fingerprint}${dirty}`,
          ],
          ['settings', writeSettings(run.settings)],
          ['read', writeLabels(run.inputs)],
          ['made', writeLabels(run.outputs)],
          ['metrics', writeMetrics(run.metrics)],
          [
            'error',
            run.error === null ? undefined : style.bad(`${run.error.code}: ${run.error.message}`),
          ],
        ],
        style,
      ),
      run.steps.length === 0
        ? ''
        : renderSection(
            'Steps',
            renderTable(
              run.steps,
              [
                { title: 'step', of: ({ name }) => name },
                { title: 'status', of: ({ status }) => paintStatus(status, style) },
                { title: 'took', right: true, of: (step) => writeLength(step, now) },
                { title: 'why', of: ({ reason }) => reason ?? '' },
                {
                  title: 'made',
                  of: ({ outputs }) => writeLabels(outputs),
                },
              ],
              { style, nothing: '' },
            ),
            style,
          ),
      run.lines.length === 0
        ? ''
        : renderSection(
            'Log',
            run.lines
              .map(({ at, level, step, text }) => {
                const mark = level === 'warn' || level === 'error' ? `${style.bad(level)} ` : ''
                return `${style.dim(`${at.slice(11, 19)} ${step ?? ''}`)}  ${mark}${text}\n`
              })
              .join(''),
            style,
          ),
    ].join('')
  },
})

/** So many things are named; of the rest only how many. */
const namedCount = 4

function writeLabels(artifacts: readonly { readonly label: string }[]): string {
  const named = artifacts.slice(0, namedCount).map(({ label }) => label)
  const rest = artifacts.length - named.length
  return [...named, ...(rest > 0 ? [`${rest} more`] : [])].join(', ')
}

function writeSettings(settings: Readonly<Record<string, unknown>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} = ${maskSecrets(writeAny(value))}`)
    .join(', ')
}
