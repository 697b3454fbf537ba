import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { isSwellError, silentLog } from '../../src/base/index.ts'
import {
  addDataset,
  datasetTable,
  parseDatasetReference,
  profileDataset,
  removeVersion,
  chiSquare,
  csvRows,
  defineDataset,
  defineSource,
  ks,
  similar,
  sqlCheckReportStore,
  unique,
  warn,
} from '../../src/data/index.ts'
import { defineGroup, defineView } from '../../src/features/index.ts'
import { boostedTrees, byTime, mae, meanBaseline } from '../../src/learn/index.ts'
import { definePipeline, runPipeline, type Step } from '../../src/pipelines/index.ts'
import {
  checkStep,
  defineProject,
  defineStep,
  leakStep,
  loadStep,
  openProject,
  settingsIn,
  trainStep,
  type OpenedProject,
  type ProjectPorts,
} from '../../src/project/index.ts'
import { float, text, timestamp } from '../../src/table/index.ts'
import { walkLineage } from '../../src/tracking/index.ts'
import { defineModel } from '../../src/training/index.ts'
import { temporaryProject } from './temporary-project.ts'

const columns = { port: text(), at: timestamp(), height: float() }
const levels = defineGroup({
  name: 'levels',
  key: ['port'],
  time: 'at',
  columns,
  from: defineSource({ name: 'levels', from: 'levels' }),
  read: csvRows(columns),
})
const tides = defineDataset({ name: 'tides', columns, checks: [unique('port', 'at')] })

async function openTides(t: TestContext): Promise<OpenedProject> {
  const root = await temporaryProject(t, { 'swell.config.ts': 'export const project = 1\n' })
  let ms = Date.UTC(2026, 1, 1)
  const definition = defineProject({ name: 'tides', datasets: [tides], groups: [levels] })
  const project = await openProject(definition, {
    root,
    settings: {},
    environment: {},
    log: silentLog,
    now: () => new Date(ms++),
  })
  t.after(project.close)
  return project
}

function csv(heights: readonly number[], port = 'galway'): string {
  const lines = heights.map(
    (height, at) => `${port},${new Date(Date.UTC(2026, 0, 1, at)).toISOString()},${height}`,
  )
  return ['port,at,height', ...lines].join('\n')
}

async function addTides(project: OpenedProject, content: string): Promise<void> {
  await writeFile(join(project.root, 'tides.csv'), content)
  await addDataset(project, { path: join(project.root, 'tides.csv'), name: 'tides', by: 'me' })
}

async function deliver(project: OpenedProject, ...contents: readonly string[]): Promise<void> {
  await mkdir(join(project.root, 'levels'), { recursive: true })
  for (const [at, content] of contents.entries()) {
    await writeFile(join(project.root, 'levels', `${at}.csv`), content)
  }
}

async function run(project: OpenedProject, ...steps: readonly Step<unknown, ProjectPorts>[]) {
  const pipeline = definePipeline<ProjectPorts>({ name: 'daily', steps: [...steps] })
  const { fingerprint } = await project.code()
  return runPipeline(
    { ...project, stepDeps: project, withSettings: settingsIn(project) },
    pipeline,
    { fingerprint },
  )
}

function outputOf(step: { readonly outputs?: unknown } | undefined): Record<string, unknown> {
  return { ...(step?.outputs as Record<string, unknown> | undefined) }
}

test('a dataset is held to what it declares, and what reads the step gets its state', async (t) => {
  const project = await openTides(t)
  await addTides(project, csv([1, 2, 3]))
  const checked = checkStep({ of: tides })
  const read = defineStep({
    name: 'read',
    inputs: { checked: checked.output },
    run: ({ inputs }) => inputs.checked,
  })
  const { steps, failure } = await run(project, checked, read)
  assert.equal(failure, undefined)
  const expected = { table: 'tides', state: '1', verdict: 'passed', rowCount: 3 }
  assert.deepEqual(
    steps.map(({ outputs }) => outputs),
    [expected, expected],
  )
})

test('a broken check fails the step, keeps its report, and stops only what reads it', async (t) => {
  const project = await openTides(t)
  await addTides(project, csv([1, 2, 3]).replace('01:00', '00:00'))
  const checked = checkStep({ of: tides })
  const reads = defineStep({ name: 'reads', inputs: { checked: checked.output }, run: () => 1 })
  const other = defineStep({ name: 'other', run: () => 1 })
  const { run: pipelineRun, steps, failure } = await run(project, checked, reads, other)
  assert.deepEqual(
    steps.map(({ name, status }) => [name, status]),
    [
      ['check-tides', 'failed'],
      ['reads', 'skipped'],
      ['other', 'succeeded'],
    ],
  )
  assert.ok(isSwellError(failure?.error, 'data.tableRefused'))
  assert.equal(
    failure.error.message,
    'tides breaks a check: port, at are unique: 2 of 3 rows break it.',
  )
  const [step] = steps
  assert.ok(step)
  const artifacts = await project.records.listArtifacts(step.id)
  assert.deepEqual(
    artifacts.map(({ name, mediaType }) => [name, mediaType]),
    [
      ['checks.json', 'application/json'],
      ['checks.md', 'text/markdown'],
    ],
  )
  const [report] = await sqlCheckReportStore(project.database).list({
    runId: pipelineRun.id,
    limit: 9,
  })
  assert.deepEqual(
    [report?.runId, report?.subject, report?.verdict],
    [step.id, { kind: 'dataset', name: 'tides', state: '1' }, 'refused'],
  )
  const broken = report?.results.find(({ holds }) => !holds)
  assert.deepEqual(
    broken?.rows.map(({ place }) => place),
    [
      { batch: 'tides.csv', row: 1 },
      { batch: 'tides.csv', row: 2 },
    ],
  )
})

test('a whole group is judged as one table, and against a version of a dataset', async (t) => {
  const project = await openTides(t)
  const heights = Array.from({ length: 40 }, (_, at) => at % 7)
  await addTides(project, csv(heights))
  await deliver(project, csv(heights), csv(heights, 'cork'))
  const load = loadStep(levels)
  const alike = checkStep({
    of: levels,
    checks: [
      unique('port', 'at'),
      similar({ columns: ['height'], to: tides.at(1), by: ks() }),
      warn(similar({ columns: ['port'], to: tides, by: chiSquare() })),
    ],
    after: [load],
  })
  const { steps, failure } = await run(project, load, alike)
  assert.equal(failure, undefined)
  const { state: _, ...output } = outputOf(steps[1])
  assert.deepEqual(output, { table: 'levels', verdict: 'warned', rowCount: 80 })
})

test('what runs have read and written of a dataset holds its versions, and is walked from one to the other', async (t) => {
  const project = await openTides(t)
  await addTides(project, csv([1, 2, 3]))
  await addTides(project, csv([4, 5, 6]))
  await deliver(project, csv([4, 5]))
  const height = similar({ columns: ['height'], to: datasetTable('tides@1', columns), by: ks() })
  const load = loadStep({ ...levels, checks: [warn(height)] })
  const profiled = defineStep({
    name: 'profile',
    after: [load],
    run: async ({ context: { deps, runId, signal } }) => {
      await profileDataset({ ...deps, runId }, parseDatasetReference('tides'))
      const path = join(deps.root, 'copy.csv')
      await writeFile(path, csv([7]))
      await addDataset(deps, { path, name: 'copies', by: 'me', runId, signal })
      return 1
    },
  })
  const { steps, failure } = await run(project, load, checkStep({ of: tides }), profiled)
  assert.equal(failure, undefined)
  const ids = steps.map(({ id }) => id)
  const down = await walkLineage(project, { kind: 'dataset', id: 'tides@2' }, 'down')
  assert.deepEqual(
    down.nodes.map(({ id }) => id),
    ['tides@2', ids[1], ids[2], 'copies@1'],
  )
  const up = await walkLineage(project, { kind: 'dataset', id: 'copies@1' }, 'up')
  assert.deepEqual(
    up.edges.map(({ from, relation, to }) => [from.id, relation, to.id]),
    [
      [ids[2], 'wrote', 'copies@1'],
      ['tides@2', 'read by', ids[2]],
    ],
  )
  const reference = parseDatasetReference('tides@1')
  await assert.rejects(removeVersion(project, { reference, by: 'me' }), {
    code: 'data.versionHeld',
    message: `Version 1 of tides is held by run ${ids[0]} (read by).`,
  })
})

const view = defineView({
  name: 'tides',
  label: levels.column('height'),
  features: { mean: levels.window('2h', { before: true }).mean('height') },
})

const model = defineModel({
  name: 'height',
  view,
  learner: boostedTrees({ trees: 5, learningRate: 0.5, minLeafRows: 1 }),
  split: byTime({ test: 0.25 }),
  measure: [mae()],
  baselines: { mean: meanBaseline() },
  gates: [],
})

test('a split by time leaks no future, and one across keys is found', async (t) => {
  const project = await openTides(t)
  const heights = Array.from({ length: 60 }, (_, at) => at + Math.sin(at))
  await deliver(project, csv(heights), csv(heights, 'cork'))
  const load = loadStep(levels)
  const train = trainStep(model, { loads: [load] })
  const clean = await run(project, load, train, leakStep(model, { trained: train }))
  assert.equal(clean.failure, undefined)
  assert.equal(outputOf(clean.steps[2])['verdict'], 'passed')
  const strict = leakStep(model, { trained: train, key: true })
  const leaky = await run(project, load, train, strict)
  assert.ok(isSwellError(leaky.failure?.error, 'data.tableRefused'))
  assert.match(leaky.failure.error.message, /port do not stand in the training part/)
})
