import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { silentLog, systemClock } from '../../src/base/index.ts'
import { definePipeline, planPipeline, runPipeline, type Step } from '../../src/pipelines/index.ts'
import {
  commandStep,
  defineProject,
  defineStep,
  openProject,
  settingsIn,
  type OpenedProject,
  type ProjectPorts,
} from '../../src/project/index.ts'
import { temporaryProject } from './temporary-project.ts'

test('a step that writes what no step declares is told so, and is not skipped', async (t) => {
  let count = 0
  const report = defineStep({
    name: 'report',
    run: ({ context }) => {
      writeFileSync(join(context.deps.root, 'report.txt'), String((count += 1)))
      return 1
    },
  })
  const { run, warnings } = await projectOf(t, report)
  assert.deepEqual(await run(), ['report succeeded: it has not succeeded before'])
  assert.match((await warnings())[0] ?? '', /^While it ran, report\.txt was written, which no step/)
  assert.deepEqual(await run(), [
    'report succeeded: it wrote files that no step declares in run_… of … UTC',
  ])
})

test('a program that writes beside its outputs is told so, and one that declares it is not', async (t) => {
  const program = (name: string, more: { readonly writes?: readonly string[] }) =>
    commandStep({
      name,
      command: ['sh', '-c', `echo ${name} > ${name}.txt; echo 1 > "$SWELL_OUTPUTS/out"`],
      outputs: { out: 'out' },
      files: [],
      ...more,
    })
  const { run, warnings } = await projectOf(
    t,
    program('one', {}),
    program('two', { writes: ['two.txt'] }),
  )
  await run()
  const told = await warnings()
  assert.deepEqual(
    told.map((text) => /ran, (\S+)/.exec(text)?.[1]),
    ['one.txt'],
  )
})

test('a step is skipped only as long as what it declares to write is as it left it', async (t) => {
  const page = defineStep({
    name: 'page',
    writes: ['site/data'],
    run: ({ context: { deps } }) => {
      mkdirSync(join(deps.root, 'site/data'), { recursive: true })
      writeFileSync(join(deps.root, 'site/data/page.html'), 'a page')
    },
  })
  const { root, run, plan, warnings } = await projectOf(t, page)
  const file = join(root, 'site/data/page.html')
  assert.deepEqual(await run(), ['page succeeded: it has not succeeded before'])
  assert.deepEqual(await warnings(), [])
  assert.deepEqual(await run(), ['page skipped: inputs, settings and code as in run_… of … UTC'])
  const lost = 'site/data is not as run_… of … UTC left it'
  rmSync(file)
  assert.deepEqual(await plan(), [`page run: ${lost}`])
  assert.deepEqual(await run(), [`page succeeded: ${lost}`])
  writeFileSync(file, 'by somebody else')
  assert.deepEqual(await run(), [`page succeeded: ${lost}`])
  assert.equal(readFileSync(file, 'utf8'), 'a page')
  assert.deepEqual(await run(), ['page skipped: inputs, settings and code as in run_… of … UTC'])
})

async function projectOf(t: TestContext, ...steps: readonly Step<unknown, ProjectPorts>[]) {
  const root = await temporaryProject(t, { 'swell.config.ts': 'export const nothing = 1' })
  const pipeline = definePipeline({ name: 'p', steps: [...steps] })
  const definition = defineProject({ name: 'surf', pipelines: [pipeline] })
  const environment = { ...process.env, SWELL_STATE: '.swell' }
  const options = { root, settings: {}, environment, now: systemClock, log: silentLog }
  const project: OpenedProject = await openProject(definition, options)
  t.after(project.close)
  const deps = { ...project, stepDeps: project, withSettings: settingsIn(project) }
  let said: string[] = []
  return {
    root,
    run: async () => {
      said = []
      const { steps: runs } = await runPipeline(deps, pipeline, {
        fingerprint: 'code-1',
        parallel: 1,
        onEvent: (event) => {
          if (event.type === 'line' && event.line.level === 'warn') said.push(event.line.text)
        },
      })
      return runs.map(({ name, status, reason = '' }) => timeless(`${name} ${status}: ${reason}`))
    },
    plan: async () => {
      const planned = await planPipeline(deps, pipeline, { fingerprint: 'code-1' })
      return planned.map(({ name, action, reason }) => timeless(`${name} ${action}: ${reason}`))
    },
    warnings: async () => said,
  }
}

function timeless(text: string): string {
  return text.replaceAll(/run_[0-9a-z]+ of [-0-9: ]+ UTC/g, 'run_… of … UTC')
}
