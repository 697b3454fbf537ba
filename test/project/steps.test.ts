import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { silentLog } from '../../src/base/index.ts'
import { defineSource } from '../../src/data/index.ts'
import { appendRows, defineGroup, defineView, freezeView } from '../../src/features/index.ts'
import { boostedTrees, byTime, mae, meanBaseline } from '../../src/learn/index.ts'
import { listOutcomes } from '../../src/monitoring/index.ts'
import {
  compareRuns,
  definePipeline,
  runPipeline,
  type PipelineResult,
  type RunPipelineDeps,
  type RunPipelineOptions,
} from '../../src/pipelines/index.ts'
import {
  defineProject,
  defineStep,
  freezeStep,
  loadStep,
  openProject,
  predictStep,
  promoteStep,
  settingsIn,
  trainStep,
  type OpenedProject,
  type ProjectPorts,
} from '../../src/project/index.ts'
import { beats } from '../../src/registry/index.ts'
import { float, text, timestamp } from '../../src/table/index.ts'
import { defineModel } from '../../src/training/index.ts'
import { temporaryProject } from './temporary-project.ts'

const day = (number: number, hour = 0): Date => new Date(Date.UTC(2026, 0, number, hour))
const heightOn = (number: number): number => 1 + (number % 5)

/** A text holds the number of its day, and tells of that morning and the next three. */
const swells = defineGroup({
  name: 'swells',
  key: ['beachId'],
  time: 'hitsAt',
  columns: { beachId: text(), hitsAt: timestamp(), height: float({ max: 9 }) },
  from: defineSource({ name: 'bulletins', from: 'bulletins' }),
  read: (file) => ({
    knownAt: day(Number(file.text)),
    rows: [0, 1, 2, 3].map((ahead) => {
      const number = Number(file.text) + ahead
      return { beachId: 'lahinch', hitsAt: day(number, 8), height: heightOn(number) }
    }),
  }),
})

/** A text holds the number of its day; the waves were three times the swell. */
const reports = defineGroup({
  name: 'reports',
  key: ['beachId'],
  time: 'observedAt',
  columns: { beachId: text(), observedAt: timestamp(), waveHeight: float() },
  from: defineSource({ name: 'reports', from: 'reports' }),
  read: (file) => {
    const observedAt = day(Number(file.text), 10)
    const waveHeight = 3 * heightOn(Number(file.text))
    return { knownAt: observedAt, rows: [{ beachId: 'lahinch', observedAt, waveHeight }] }
  },
})

const surf = defineView({
  name: 'surf',
  label: reports.column('waveHeight'),
  features: { height: swells.latest('height') },
})

const height = defineModel({
  name: 'surf-height',
  view: surf,
  learner: boostedTrees({ trees: 30, learningRate: 0.5, minLeafRows: 1 }),
  split: byTime({ test: 0.2 }),
  measure: [mae()],
  baselines: { mean: meanBaseline() },
  gates: [beats('baseline', 'mae')],
})

const loads = [loadStep(swells), loadStep(reports)]
const train = trainStep(height, { loads })
const promote = promoteStep(height, { trained: train })
const predict = predictStep(height, { promoted: promote, back: '14d' })
const daily = definePipeline<ProjectPorts>({
  name: 'daily',
  steps: [...loads, train, promote, predict],
})
const definition = defineProject({
  name: 'surf',
  groups: [swells, reports],
  models: [height],
  pipelines: [daily],
})

/** The project with thirty days of texts; it is the evening of the 31st. */
async function openSurf(t: TestContext): Promise<OpenedProject> {
  const root = await temporaryProject(t, {})
  let ms = day(31, 18).getTime()
  const project = await openProject(definition, {
    root,
    settings: {},
    environment: {},
    log: silentLog,
    now: () => new Date(ms++),
  })
  t.after(project.close)
  for (let number = 1; number <= 30; number += 1) {
    await deliver(project, 'bulletins', number)
    await deliver(project, 'reports', number)
  }
  return project
}

async function deliver(project: OpenedProject, source: string, number: number): Promise<void> {
  const folder = join(project.root, source)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${number}.txt`), String(number))
}

async function run(
  project: OpenedProject,
  options: RunPipelineOptions = {},
): Promise<PipelineResult> {
  const { fingerprint } = await project.code()
  return runPipeline(depsOf(project), daily, { fingerprint, ...options })
}

function depsOf(project: OpenedProject): RunPipelineDeps<ProjectPorts> {
  return { ...project, stepDeps: project, withSettings: settingsIn(project) }
}

function endsOf({ steps }: PipelineResult): (readonly [string, string])[] {
  return steps.map(({ name, status }) => [name, status])
}

function outputOf({ steps }: PipelineResult, name: string): unknown {
  return steps.find((step) => step.name === name)?.outputs
}

test('texts become rows, a model, its champion, and predictions of what comes and what was held out', async (t) => {
  const project = await openSurf(t)
  const result = await run(project)
  assert.equal(result.failure, undefined)
  assert.deepEqual(endsOf(result), [
    ['load-swells', 'succeeded'],
    ['load-reports', 'succeeded'],
    ['train-surf-height', 'succeeded'],
    ['promote-surf-height', 'succeeded'],
    ['predict-surf-height', 'succeeded'],
  ])
  assert.deepEqual(outputOf(result, 'promote-surf-height'), { model: 'surf-height', version: 1 })
  assert.equal((await project.models.findAlias('surf-height', 'champion'))?.version, 1)
  // Of 30 days the last 6 are held out, from the 25th at ten on. With the bulletin of the 30th four
  // mornings lie ahead; those of the 26th to the 29th are predicted afterwards.
  assert.deepEqual(outputOf(result, 'predict-surf-height'), {
    model: 'surf-height',
    version: 1,
    predictionCount: 20,
    newCount: 20,
  })

  const outcomes = await listOutcomes(project, height)
  const leads = outcomes.map(({ at, leadMs }) => [at.getUTCDate(), Math.floor(leadMs / 86_400_000)])
  assert.deepEqual(leads, [
    ...[0, 1, 2, 3].map((lead) => [30, lead]),
    ...[0, 1, 2, 3].map((lead) => [29, lead]),
    ...[0, 1, 2].map((lead) => [28, lead]),
    ...[0, 1].map((lead) => [27, lead]),
    [26, 0],
  ])
  assert.ok(outcomes.every(({ predicted, observed }) => Math.abs(predicted - observed) < 0.01))
  assert.deepEqual(
    outcomes.filter(({ origin }) => origin === 'batch').map(({ at }) => at),
    [day(30, 10)],
  )
})

test('run again without news nothing is trained, promoted or predicted anew', async (t) => {
  const project = await openSurf(t)
  await run(project)
  const result = await run(project)
  assert.deepEqual(endsOf(result), [
    ['load-swells', 'succeeded'],
    ['load-reports', 'succeeded'],
    ['train-surf-height', 'skipped'],
    ['promote-surf-height', 'succeeded'],
    ['predict-surf-height', 'succeeded'],
  ])
  assert.deepEqual(outputOf(result, 'predict-surf-height'), {
    model: 'surf-height',
    version: 1,
    predictionCount: 4,
    newCount: 0,
  })
  assert.equal((await project.models.listMoves('surf-height')).length, 1)
  assert.equal((await project.trainingSets.list('surf')).length, 1)
})

test('a new bulletin is predicted from, and trained with', async (t) => {
  const project = await openSurf(t)
  await run(project)
  await deliver(project, 'bulletins', 31)
  await deliver(project, 'reports', 31)
  const result = await run(project)
  assert.deepEqual(
    endsOf(result).map(([, status]) => status),
    ['succeeded', 'succeeded', 'succeeded', 'succeeded', 'succeeded'],
  )
  assert.equal((await project.models.list('surf-height')).length, 2)
  const predicted = outputOf(result, 'predict-surf-height') as { newCount: number }
  assert.equal(predicted.newCount, 4)
})

test('a bulletin that is refused fails the load, names the text, and lets the others in', async (t) => {
  const project = await openSurf(t)
  await mkdir(join(project.root, 'bulletins'), { recursive: true })
  await writeFile(join(project.root, 'bulletins', 'torn.txt'), 'torn')
  const result = await run(project)
  assert.equal(result.run.status, 'failed')
  assert.equal(result.failure?.step, 'load-swells')
  const [load] = result.steps
  assert.equal(load?.error?.code, 'features.deliveriesRefused')
  assert.match(load.error.message, /^1 delivery was refused .*; 30 others came in\. torn\.txt: /)
  assert.equal((await project.commits.summary('swells')).rowCount, 120)
})

test('a version that does not pass its gates is no champion, and predicts nothing', async (t) => {
  const project = await openSurf(t)
  const dull = { ...height, learner: meanBaseline() }
  const trained = trainStep(dull, { loads })
  const promoted = promoteStep(dull, { trained })
  const steps = [...loads, trained, promoted, predictStep(dull, { promoted })]
  const pipeline = definePipeline<ProjectPorts>({ name: 'daily', steps })
  const result = await runPipeline(depsOf(project), pipeline, {
    fingerprint: 'code 1',
  })
  assert.equal(result.failure, undefined)
  assert.deepEqual(outputOf(result, 'promote-surf-height'), { model: 'surf-height', version: null })
  assert.equal(outputOf(result, 'predict-surf-height') ?? null, null)
  assert.equal(await project.models.findAlias('surf-height', 'champion'), undefined)
})

test('a run is repeated on the data of then, whatever has come in since', async (t) => {
  const project = await openSurf(t)
  const first = await run(project)
  await deliver(project, 'bulletins', 31)
  await deliver(project, 'reports', 31)
  const second = await run(project)
  assert.notDeepEqual(
    outputOf(first, 'train-surf-height'),
    outputOf(second, 'train-surf-height'),
    'it has learnt from the new ones',
  )
  const again = await run(project, {
    repeats: first.steps,
    steps: ['train-surf-height'],
    force: true,
  })
  assert.deepEqual(
    compareRuns(first.steps, again.steps).map(({ step, verdict }) => [step, verdict])[2],
    ['train-surf-height', 'same'],
  )
  assert.equal((await project.models.list('surf-height')).length, 2, 'nothing new was registered')
})

test('what a step does through the platform is linked to its run by itself', async (t) => {
  const project = await openSurf(t)
  const write = defineStep({
    name: 'write',
    after: loads,
    run: async ({ context: { deps } }) => {
      const observedAt = day(40)
      const rows = [{ beachId: 'doolin', observedAt, waveHeight: 1 }]
      await appendRows(deps, reports, rows)
      await freezeView(deps, surf, { split: byTime({ test: 0.2 }), fingerprint: 'own' })
    },
  })
  const steps = [...loads, write]
  const pipeline = definePipeline<ProjectPorts>({ name: 'own', steps })
  const result = await runPipeline(depsOf(project), pipeline)
  assert.equal(result.failure, undefined)
  const [, load, own] = result.steps.map(({ id }) => id)
  const commits = await project.commits.list('reports')
  assert.deepEqual(
    commits.map(({ runId }) => runId),
    [load, own],
  )
  assert.deepEqual(
    (await project.trainingSets.list('surf')).map(({ runId }) => runId),
    [own],
  )
})

test('a view is frozen by a step of its own, and learnt from', async (t) => {
  const project = await openSurf(t)
  const frozen = freezeStep(surf, { split: byTime({ test: 0.2 }), loads })
  const trained = trainStep(height, { frozen })
  const pipeline = definePipeline<ProjectPorts>({ name: 'own', steps: [...loads, frozen, trained] })
  const { steps } = await runPipeline(depsOf(project), pipeline, { fingerprint: 'code 1' })
  const [set] = await project.trainingSets.list('surf')
  const { view, version, trainingSet } = (steps[2]?.outputs ?? {}) as Record<string, unknown>
  assert.deepEqual([view, version, trainingSet], ['surf', 1, set?.id])
  assert.deepEqual(
    ((steps[3]?.outputs ?? {}) as Record<string, unknown>)['trainingSet'],
    set?.id,
    'the set that was frozen',
  )
})

test('a state that cannot be kept says where', async (t) => {
  const root = await temporaryProject(t, { state: 'a file' })
  const options = { root, settings: {}, log: silentLog, now: () => day(31) }
  const opened = openProject(definition, {
    ...options,
    environment: { SWELL_STATE: join('state', 'below') },
  })
  await assert.rejects(opened, {
    code: 'project.stateNotWritable',
    message: new RegExp(`^The state can't be kept in .*state.below: ENOTDIR`),
    hint: 'Make the folder writable, or set SWELL_STATE to another one.',
  })
})
