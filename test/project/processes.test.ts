import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { silentLog, systemClock } from '../../src/base/index.ts'
import { runPipeline, type PipelineResult } from '../../src/pipelines/index.ts'
import {
  loadProject,
  openProject,
  settingsIn,
  type OpenedProject,
} from '../../src/project/index.ts'
import { projectModule, temporaryProject } from './temporary-project.ts'

const pipelinesModule = projectModule.replace('/project/', '/pipelines/')

/** A project whose pipelines have one step each, with these definitions. */
async function openSteps(
  t: TestContext,
  steps: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
  imports = '',
): Promise<OpenedProject> {
  const definitions = Object.entries(steps).map(([name, text]) => `${name}: ${text}`)
  const root = await temporaryProject(t, {
    ...more,
    'swell.config.ts': `
import { commandStep, defineProject, defineStep } from '${projectModule}'
import { definePipeline, eachStep } from '${pipelinesModule}'
${imports}
const node = process.execPath
const steps = { ${definitions.join(', ')} }
const pipelines = Object.entries(steps).map(([name, step]) => definePipeline({ name, steps: [step].flat() }))
export const project = defineProject({ name: 'surf', pipelines })
`,
  })
  const definition = await loadProject(root)
  // Steps may write where temporary files are, and so the project is not there.
  const temporary = join(root, '.swell/temporary')
  await mkdir(temporary, { recursive: true })
  const environment = { ...process.env, SWELL_STATE: '.swell', TMPDIR: temporary }
  const options = { root, settings: {}, environment, now: systemClock, log: silentLog }
  const project = await openProject(definition, options)
  t.after(project.close)
  return project
}

async function run(
  project: OpenedProject,
  name: string,
  options: { readonly signal?: AbortSignal; readonly onStart?: () => void } = {},
): Promise<PipelineResult> {
  const pipeline = project.definition.pipelines.find((each) => each.name === name)
  assert(pipeline !== undefined)
  const { signal, onStart } = options
  const deps = { ...project, stepDeps: project, withSettings: settingsIn(project) }
  return runPipeline(deps, pipeline, {
    fingerprint: 'code-1',
    ...(signal === undefined ? {} : { signal }),
    onEvent: (event) => {
      if (event.type === 'line' && event.line.text === 'started') onStart?.()
    },
  })
}

async function linesOf(project: OpenedProject, { steps: [step] }: PipelineResult) {
  assert(step !== undefined)
  const lines = await project.records.listLines(step.id, { limit: 100_000 })
  return lines.map(({ level, text }) => `${level}: ${text}`)
}

/** Processes whose command line holds a word. */
function processesWith(word: string): string[] {
  const found = execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' }).split('\n')
  return found.filter((line) => line.includes(word) && !line.includes('ps -A'))
}

async function untilNone(word: string): Promise<void> {
  while (processesWith(word).length > 0) await new Promise(setImmediate)
}

test('a step in a process of its own gives, says and measures what it would here', async (t) => {
  const project = await openSteps(t, {
    sum: `[
      defineStep({ name: 'rows', run: () => [1, 2, 3] }),
      defineStep({
        name: 'sum',
        in: 'process',
        run: async ({ context }) => {
          console.log('printed')
          console.error('warned')
          context.log.info('told')
          context.recordMetric('rows', 3)
          context.progress({ work: 'adding', done: 1, total: 1 })
          return { pid: process.pid, runs: (await context.deps.runs.list({})).length }
        },
      }),
    ]`,
    each: `eachStep({
      name: 'each',
      over: [1, 2],
      each: (item) => defineStep({
        name: 'item', in: 'process', cache: 'never', inputs: { item },
        run: ({ inputs }) => [inputs.item, process.pid],
      }),
    })`,
  })
  const { steps } = await run(project, 'sum')
  const [, sum] = steps
  assert(sum !== undefined)
  const given = sum.outputs as { readonly pid: number; readonly runs: number }
  assert.notEqual(given.pid, process.pid)
  assert.equal(given.runs, 3, 'it finds the state of the project')
  const lines = (await project.records.listLines(sum.id)).map(({ text }) => text)
  assert.deepEqual(lines.toSorted(), ['printed', 'told', 'warned'])
  const metrics = await project.records.listMetrics(sum.id)
  assert.deepEqual(
    metrics.map(({ name, value }) => [name, value]),
    [['rows', 3]],
  )
  const each = await run(project, 'each')
  const [one, two] = (each.steps[0]?.outputs ?? []) as [number, number][]
  assert.deepEqual([one?.[0], two?.[0]], [1, 2])
  assert([one?.[1], two?.[1]].includes(given.pid), 'a process that is there is taken again')
})

test('what a step throws elsewhere is what it would throw here', async (t) => {
  const project = await openSteps(t, {
    bug: `defineStep({ name: 'bug', in: 'process', run: () => { throw new TypeError('no sea') } })`,
    date: `defineStep({ name: 'date', in: 'process', run: () => new Date(0) })`,
    exits: `defineStep({ name: 'exits', in: 'process', run: () => process.exit(0) })`,
    killed: `defineStep({ name: 'killed', in: 'process', run: () => process.kill(process.pid, 'SIGKILL') })`,
  })
  const bug = await run(project, 'bug')
  assert.deepEqual(bug.steps[0]?.error, { code: 'unexpected', message: 'no sea' })
  assert(bug.failure?.error instanceof Error)
  assert.match(bug.failure.error.stack ?? '', /swell\.config\.ts/)
  const codeOf = async (name: string) => (await run(project, name)).steps[0]?.error
  assert.equal((await codeOf('date'))?.code, 'pipelines.outputIsNotJson')
  assert.equal(
    (await codeOf('exits'))?.message,
    'The process of the step "exits" ended well before the step was over: nothing',
  )
  assert.equal(
    (await codeOf('killed'))?.message,
    'The process of the step "killed" ended by SIGKILL before the step was over: nothing',
  )
})

test('a step that needs more memory than it may is ended, whatever the memory is of', async (t) => {
  const project = await openSteps(t, {
    buffers: `defineStep({
      name: 'buffers', in: 'process', resources: { memory: '250MB' },
      run: () => { const all = []; for (;;) all.push(new Float64Array(1e6).fill(1)) },
    })`,
    program: `commandStep({
      name: 'program', resources: { memory: '150MB' }, outputs: {}, files: [],
      command: [node, '-e', 'const all = []; for (;;) all.push(Buffer.alloc(1e7, 1))'],
    })`,
  })
  for (const name of ['buffers', 'program']) {
    const { steps } = await run(project, name)
    assert.equal(steps[0]?.error?.code, 'pipelines.outOfMemory')
    assert.match(steps[0]?.error?.message ?? '', /used \d+ MB of memory, and may use \d+ MB\.$/)
  }
})

test('a step that does not heed its end is ended, with all that it has started', async (t) => {
  const word = `deaf-${process.pid}`
  const project = await openSteps(t, {
    spins: `defineStep({
      name: 'spins', in: 'process', timeout: '10ms', run: () => { for (;;); },
    })`,
    program: `commandStep({
      name: 'program', outputs: {}, files: [],
      command: ['/bin/sh', '-c', 'sleep 1000 & exec ' + node + ' -e "process.on(\\'SIGTERM\\', () => 0); console.log(\\'started\\'); setInterval(() => 0, 1000)" ${word}'],
    })`,
  })
  const spins = await run(project, 'spins')
  assert.equal(spins.steps[0]?.error?.code, 'pipelines.stepTimedOut')
  const controller = new AbortController()
  const started = () => controller.abort()
  const program = await run(project, 'program', { signal: controller.signal, onStart: started })
  assert.equal(program.steps[0]?.error?.code, 'pipelines.cancelled')
  await untilNone(word)
})

test('a step in a process hears that it is cancelled, and may end in order', async (t) => {
  const project = await openSteps(t, {
    polite: `defineStep({
      name: 'polite', in: 'process',
      run: ({ context }) => new Promise((resolve, reject) => {
        context.signal.addEventListener('abort', () => {
          context.log.info('cleaned up')
          reject(context.signal.reason)
        })
        setInterval(() => 0, 1000)
        context.log.info('started')
      }),
    })`,
  })
  const controller = new AbortController()
  const result = await run(project, 'polite', {
    signal: controller.signal,
    onStart: () => controller.abort(),
  })
  assert.equal(result.run.error?.code, 'pipelines.cancelled')
  assert((await linesOf(project, result)).includes('info: cleaned up'))
})

test('what is printed without end fills nothing, and the log says what it leaves out', async (t) => {
  const megabytes = 64
  const print = `
    const line = 'x'.repeat(99) + '\\n'
    process.stdout.write('first\\n' + line.repeat(${megabytes * 10_000}) + 'y'.repeat(5e6) + '\\nlast\\n')`
  const project = await openSteps(
    t,
    {
      program: `commandStep({
      name: 'program', outputs: {}, files: ['print.cjs'], command: [node, 'print.cjs'],
    })`,
    },
    { 'print.cjs': print },
  )
  const before = process.memoryUsage().rss
  const result = await run(project, 'program')
  const lines = await linesOf(project, result)
  assert.equal(result.run.status, 'succeeded')
  assert.deepEqual([lines[0], lines.at(-1)], ['info: first', 'info: last'])
  assert.equal(lines.length, 10_000 + 1 + 200)
  assert.equal(lines[10_000], `warn: ${megabytes * 10_000 + 3 - 10_200} lines are left out here`)
  assert.equal(lines.at(-2)?.length, 'info: '.length + 2_001)
  assert(process.memoryUsage().rss - before < 400 * 2 ** 20)
})

test('a worker that would run later code than is recorded does not run', async (t) => {
  const project = await openSteps(t, {
    step: `defineStep({ name: 'step', in: 'process', run: () => 1 })`,
  })
  await project.stepCode()
  await writeFile(join(project.root, 'swell.config.ts'), '\n', { flag: 'a' })
  const { steps } = await run(project, 'step')
  assert.equal(steps[0]?.error?.code, 'project.codeHasChanged')
})

test('a program whose output is a link to elsewhere, or lies beside its folder, is refused', async (t) => {
  const program = (name: string, text: string) =>
    `commandStep({ name: '${name}', files: [], outputs: { model: 'model.txt' }, command: ['/bin/sh', '-c', '${text}'] })`
  const project = await openSteps(t, {
    links: program('links', 'ln -s /etc/hosts "$SWELL_OUTPUTS/model.txt"'),
    beside: program('beside', 'echo 1 > "$SWELL_OUTPUTS/../model.txt"'),
    forgets: program('forgets', 'exit 0'),
  })
  const errorOf = async (name: string) => (await run(project, name)).steps[0]?.error
  assert.equal((await errorOf('links'))?.code, 'pipelines.outputOutside')
  assert.equal((await errorOf('beside'))?.code, 'project.commandOutputMissing')
  assert.equal(
    (await errorOf('forgets'))?.message,
    'The program of the step "forgets" ended well without its output model.txt; the folder holds nothing.',
  )
})

test('a step in a process of its own writes what it declares, and nothing else', async (t) => {
  const project = await openSteps(
    t,
    {
      outside: `defineStep({ name: 'outside', in: 'process', cache: 'never', run: () => writeFileSync('report.txt', 'no') })`,
      declared: `defineStep({ name: 'declared', in: 'process', cache: 'never', writes: ['site/data'], run: () => {
        mkdirSync('site/data', { recursive: true })
        writeFileSync('site/data/report.txt', 'yes')
        return readFileSync('site/data/report.txt', 'utf8')
      } })`,
      own: `defineStep({ name: 'own', in: 'process', cache: 'never', run: ({ context }) => {
        writeFileSync(context.folder + '/a.txt', 'mine')
        writeFileSync(tmpdir() + '/swell-step-test.txt', 'mine')
        rmSync(tmpdir() + '/swell-step-test.txt')
        return execFileSync('echo', ['other programs run'], { encoding: 'utf8' })
      } })`,
    },
    {
      'tools.ts': `export { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
export { tmpdir } from 'node:os'
export { execFileSync } from 'node:child_process'`,
    },
    "import { execFileSync, mkdirSync, readFileSync, rmSync, tmpdir, writeFileSync } from './tools.ts'",
  )
  const outside = await run(project, 'outside')
  assert.equal(outside.steps[0]?.error?.code, 'pipelines.wroteOutside')
  assert.match(
    outside.steps[0]?.error?.message ?? '',
    /wanted to write report\.txt, which is outside/,
  )
  assert.equal((await run(project, 'declared')).steps[0]?.outputs, 'yes')
  assert.equal((await run(project, 'own')).steps[0]?.outputs, 'other programs run\n')
})
