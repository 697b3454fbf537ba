import assert from 'node:assert/strict'
import { execFileSync, type ChildProcess } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { seededRandom, systemClock, type Random } from '../../src/base/index.ts'
import { openSqliteDatabase } from '../../src/storage/index.ts'
import { sqlRunStore, type Run } from '../../src/tracking/index.ts'
import { temporaryFolder } from '../cli/make-fixture.ts'
import { runSwell } from '../cli/run-swell.ts'

const door = pathToFileURL(join(import.meta.dirname, '../../src/index.ts')).href

/** Of each kind of step some, that are quick. */
const config = `
import { commandStep, defineProject, definePipeline, defineStep, eachStep } from '${door}'
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const numbers = defineStep({ name: 'numbers', run: () => [1, 2, 3, 4, 5, 6] })
const squares = eachStep({
  name: 'squares',
  over: numbers.output,
  each: (number) => defineStep({
    name: 'square',
    in: 'process',
    inputs: { number },
    run: async ({ inputs }) => { await pause(20); return inputs.number ** 2 },
  }),
})
const halves = eachStep({
  name: 'halves',
  over: numbers.output,
  each: (number) => defineStep({
    name: 'half',
    inputs: { number },
    run: async ({ inputs }) => { await pause(20); return inputs.number / 2 },
  }),
})
const program = commandStep({
  name: 'program',
  command: ['/bin/sh', '-c', 'sleep 0.05 & wait; echo 7 > "$SWELL_OUTPUTS/seven"', import.meta.dirname],
  inputs: { squares: squares.output },
  outputs: { seven: 'seven' },
  files: [],
})
const total = defineStep({
  name: 'total',
  inputs: { squares: squares.output, halves: halves.output, program: program.output },
  run: ({ inputs }) => [...inputs.squares, ...inputs.halves].reduce((sum, each) => sum + each, 0),
})
const steps = [numbers, squares, halves, program, total]
export const project = defineProject({ name: 'sums', pipelines: [definePipeline({ name: 'sums', steps })] })
`

/** `KILLS=1000` looks longer. */
const kills = Number(process.env['KILLS'] ?? 40)
const lanes = 4

test('killed again and again, a pipeline loses and mixes up nothing, and leaves nobody behind', async () => {
  const random = seededRandom('kill-again')
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      const project = join(temporaryFolder('kill-again'), `lane-${lane}-${process.pid}`)
      mkdirSync(project)
      writeFileSync(join(project, 'package.json'), '{"type":"module"}')
      writeFileSync(join(project, 'swell.config.ts'), config)
      await killAgain(project, random.fork(String(lane)))
    }),
  )
})

async function killAgain(project: string, random: Random): Promise<void> {
  for (let turn = 0; turn < kills / lanes; turn += 1) {
    // Another number makes other items new, so that there is always something to be killed at.
    if (turn % 3 === 0) writeNumbers(project, turn)
    await killOnce(project, random)
  }
  const { code, stdout, stderr } = await runSwell(['run', 'sums', '--json'], { cwd: project })
  assert.equal(code, 0, stderr)
  const { steps } = JSON.parse(stdout) as { steps: { name: string; output: unknown }[] }
  const numbers = numbersIn(project)
  const wanted = numbers.reduce((sum, each) => sum + each ** 2 + each / 2, 0)
  assert.equal(steps.find(({ name }) => name === 'total')?.output, wanted)

  const runs = await runsOf(project)
  assert.deepEqual(
    runs.filter(({ status }) => status === 'open'),
    [],
  )
  assert.deepEqual(workedTwice(runs), [], 'what had succeeded is never worked on again')
  for (const run of runs) assertRight(run)
  while (processesOf(project).length > 0) await new Promise(setImmediate)
}

function writeNumbers(project: string, turn: number): void {
  const numbers = Array.from({ length: 6 }, (_, at) => turn * 10 + at)
  const text = config.replace('[1, 2, 3, 4, 5, 6]', JSON.stringify(numbers))
  writeFileSync(join(project, 'swell.config.ts'), text)
}

function numbersIn(project: string): number[] {
  const text = readFileSync(join(project, 'swell.config.ts'), 'utf8')
  return JSON.parse(/run: \(\) => (\[[^\]]*\])/.exec(text)?.[1] ?? '[]') as number[]
}

/** Ends the runner, a worker, or both, at some moment after the run has begun. */
async function killOnce(project: string, random: Random): Promise<void> {
  const waitMs = random.below(400)
  const victim = random.pick(['runner', 'runner', 'worker', 'both'] as const)
  let timer: NodeJS.Timeout | undefined
  const kill = (runner: ChildProcess) => {
    const workers = processesOf(project).filter((pid) => pid !== runner.pid)
    const victims = {
      runner: [runner.pid],
      worker: workers.slice(0, 1),
      both: [runner.pid, ...workers.slice(0, 1)],
    }[victim]
    for (const pid of victims) if (pid !== undefined) end(pid)
  }
  await runSwell(['run', 'sums'], {
    cwd: project,
    onText: (_, runner) => {
      timer ??= setTimeout(() => kill(runner), waitMs)
    },
  })
  clearTimeout(timer)
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It was quicker.
  }
}

/** Processes that were started for the project: its folder stands in what they were started with. */
function processesOf(project: string): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' }).split('\n')
  return lines.filter((line) => line.includes(project)).map((line) => Number.parseInt(line, 10))
}

async function runsOf(project: string): Promise<readonly Run[]> {
  const path = join(project, '.swell/metadata.sqlite')
  const database = await openSqliteDatabase(path, { now: systemClock })
  const runs = await sqlRunStore(database).list({ limit: 100_000 })
  await database.close()
  return runs
}

/** Keys of steps that have succeeded more than once. */
function workedTwice(runs: readonly Run[]): string[] {
  const keys = runs.flatMap(({ status, cacheKey }) =>
    status === 'succeeded' && cacheKey !== undefined ? [cacheKey] : [],
  )
  return keys.filter((key, at) => keys.indexOf(key) !== at)
}

/** What a run gave is what its inputs make, whether it was worked on or skipped. */
function assertRight(run: Run): void {
  if (run.status === 'open' || run.outputs === undefined) return
  const { number } = run.inputs as { readonly number?: number }
  if (number === undefined) return
  assert.equal(run.outputs, run.name.startsWith('square') ? number ** 2 : number / 2)
}
