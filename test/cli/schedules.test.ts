import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from 'node:test'
import { temporaryFolder } from './make-fixture.ts'
import { runSwell } from './run-swell.ts'

const door = pathToFileURL(join(import.meta.dirname, '../../src/index.ts')).href

const config = `
import { appendFileSync } from 'node:fs'
import { afterPipeline, defineProject, definePipeline, defineStep, every, onFiles } from '${door}'
const note = (name, cache) => defineStep({
  name,
  cache,
  run: ({ context }) => {
    appendFileSync('ran.txt', name + ' ' + context.dueAt.toISOString() + '\\n')
    return context.dueAt.toISOString().slice(0, 10)
  },
})
const load = definePipeline({ name: 'load', steps: [note('load', 'content')], schedule: '0 6 * * *' })
const report = definePipeline({ name: 'report', steps: [note('report', 'never')], schedule: afterPipeline(load) })
export const project = defineProject({ name: 'coast', pipelines: [load, report] })
`

function makeProject(text = config): string {
  const cwd = temporaryFolder('schedules')
  writeFileSync(join(cwd, 'package.json'), '{"type":"module"}')
  writeFileSync(join(cwd, 'swell.config.ts'), text)
  return cwd
}

async function swell(cwd: string, now: string, ...args: readonly string[]) {
  const env = { SWELL_NOW: `2026-03-${now}Z` }
  const { stdout, stderr, code } = await runSwell([...args, '--json'], { cwd, env })
  return { code, stderr, data: JSON.parse(stdout === '' ? '{}' : stdout) as Reply }
}

interface Reply {
  readonly ran?: readonly { pipeline: string; dueAt: string; status: string }[]
  readonly [name: string]: unknown
}

const told = ({ ran = [] }: Reply) =>
  ran.map(({ pipeline, dueAt, status }) => `${pipeline} ${dueAt.slice(5, 16)} ${status}`)

test('a cron outside runs what is due, and what that makes due, each once', async () => {
  const cwd = makeProject()
  const runDue = (now: string) => swell(cwd, now, 'schedule', 'run', '--due')
  assert.deepEqual(told((await runDue('01T05:00:00')).data), [])
  // Two at once share the work.
  const both = await Promise.all([runDue('01T06:30:00'), runDue('01T06:30:00')])
  const ran = both.flatMap(({ data }) => told(data)).map((one) => one.replace(/ 03-01T06:3\d/, ''))
  assert.deepEqual(ran.toSorted(), ['load 03-01T06:00 succeeded', 'report succeeded'])
  assert.deepEqual(told((await runDue('01T06:40:00')).data), [])
})

test('a back-fill gives each step its moment, and what did run is left alone', async () => {
  const cwd = makeProject()
  const fill = (...range: readonly string[]) =>
    swell(cwd, '09T12:00:00', 'schedule', 'backfill', 'load', ...range)
  const first = await fill('--since', '2026-03-01', '--until', '2026-03-03')
  assert.deepEqual(told(first.data), ['load 03-01T06:00 succeeded', 'load 03-02T06:00 succeeded'])
  const second = await fill('--since', '2026-03-02', '--until', '2026-03-04')
  assert.deepEqual(
    [second.data['newCount'], ...told(second.data)],
    [1, 'load 03-03T06:00 succeeded'],
  )
  const { code, stderr } = await swell(
    cwd,
    '09T12:00:00',
    'schedule',
    'backfill',
    'report',
    '--since',
    '2026-03-01',
  )
  assert.equal(code, 6)
  assert.match(stderr, /pipelines\.nothingToBackFill/)
})

test('schedules are listed with what makes them due and the next times in words', async () => {
  const cwd = makeProject()
  await swell(cwd, '01T05:00:00', 'schedule', 'pause', 'load')
  const { stdout } = await runSwell(['schedule', 'list'], {
    cwd,
    env: { SWELL_NOW: '2026-03-01T05:00:00Z' },
  })
  assert.equal(
    stdout.replace(/(?<=paused +)(just now|in \d+ s|\d+ s ago)/, 'now'),
    `load  every day at 06:00
paused   now
next     Sunday 1 March, 06:00 UTC, in 59 min
         Monday 2 March, 06:00 UTC, in 1 d
         Tuesday 3 March, 06:00 UTC, in 2 d
         Wednesday 4 March, 06:00 UTC, in 3 d
         Thursday 5 March, 06:00 UTC, in 4 d
missed   the last of those that passed unseen runs

report  after load
missed   the last of those that passed unseen runs
`,
  )
})

test('what a schedule waits for has to be there, and pipelines don’t wait in a circle', async () => {
  const strange = makeProject(
    config.replace('afterPipeline(load)', "afterPipeline({ name: 'lod' })"),
  )
  const { stderr } = await runSwell(['schedule', 'list'], { cwd: strange })
  assert.match(stderr, /waits for the pipeline "lod", .* Did you mean "load"\?/)
  const circle = makeProject(config.replace("'0 6 * * *'", "afterPipeline({ name: 'report' })"))
  const told = await runSwell(['schedule', 'list'], { cwd: circle })
  assert.match(told.stderr, /after each other for ever: load → report → load/)
})
