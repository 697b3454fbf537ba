import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { digestOf, silentLog, systemClock } from '../../src/base/index.ts'
import {
  definePipeline,
  figureOutput,
  fileOutput,
  jsonOutput,
  modelOutput,
  numberOutput,
  readTable,
  reportOutput,
  runPipeline,
  tableOutput,
  type PipelineResult,
  type Step,
} from '../../src/pipelines/index.ts'
import {
  defineProject,
  defineStep,
  openProject,
  settingsIn,
  type OpenedProject,
  type ProjectPorts,
} from '../../src/project/index.ts'
import { float, text } from '../../src/table/index.ts'
import { temporaryProject } from './temporary-project.ts'

async function openEmpty(t: TestContext): Promise<OpenedProject> {
  const root = await temporaryProject(t, { 'swell.config.ts': 'export const project = 1\n' })
  const options = { root, settings: {}, environment: {}, now: systemClock, log: silentLog }
  const project = await openProject(defineProject({ name: 'surf' }), options)
  t.after(project.close)
  return project
}

function run(
  project: OpenedProject,
  ...steps: readonly Step<unknown, ProjectPorts>[]
): Promise<PipelineResult> {
  const pipeline = definePipeline<ProjectPorts>({ name: 'surf', steps })
  const deps = { ...project, stepDeps: project, withSettings: settingsIn(project) }
  return runPipeline(deps, pipeline, { fingerprint: 'code 1' })
}

const outputs = {
  rows: tableOutput({ port: text(), height: float() }),
  model: fileOutput(),
  chart: figureOutput(),
  page: reportOutput(),
  score: numberOutput({ min: 0, max: 1 }),
  more: jsonOutput<{ readonly ports: readonly string[] }>(),
}

const whole = {
  rows: [{ port: 'lahinch', height: 2.5 }],
  chart: '<svg xmlns="http://www.w3.org/2000/svg"/>',
  page: '# Heights\n',
  score: 0.5,
  more: { ports: ['lahinch'] },
}

test('a step gives each of its outputs as its kind, and others are wired to them one by one', async (t) => {
  const project = await openEmpty(t)
  const folders: string[] = []
  const fit = defineStep({
    name: 'fit',
    outputs,
    run: ({ context }) => {
      folders.push(context.folder)
      writeFileSync(join(context.folder, 'model.txt'), 'the model')
      return { ...whole, model: 'model.txt' }
    },
  })
  const read = defineStep({
    name: 'read',
    inputs: { rows: fit.outputs.rows, model: fit.outputs.model, more: fit.outputs.more },
    run: async ({ inputs, context }) => ({
      rows: [...(await readTable(context.deps, inputs.rows))],
      model: new TextDecoder().decode(await context.deps.blobs.get(inputs.model.digest)),
      ports: inputs.more.ports,
    }),
  })
  const first = await run(project, fit, read)
  assert.equal(first.failure, undefined)
  assert.deepEqual(first.steps[1]?.outputs, {
    rows: [{ port: 'lahinch', height: 2.5 }],
    model: 'the model',
    ports: ['lahinch'],
  })
  const [fitted] = first.steps
  assert(fitted !== undefined)
  const artifacts = await project.records.listArtifacts(fitted.id)
  assert.deepEqual(
    artifacts.map(({ name, mediaType }) => [name, mediaType]),
    [
      ['chart.svg', 'image/svg+xml'],
      ['model.txt', 'text/plain'],
      ['page.md', 'text/markdown'],
      ['rows.parquet', 'application/vnd.apache.parquet'],
    ],
  )
  const metrics = await project.records.listMetrics(fitted.id)
  assert.deepEqual(
    metrics.map(({ name, value }) => [name, value]),
    [['score', 0.5]],
  )
  assert(!folders.some((folder) => existsSync(folder)), 'its folder is gone')
  const second = await run(project, fit, read)
  assert.deepEqual(
    second.steps.map(({ status }) => status),
    ['skipped', 'skipped'],
  )
})

test('too little, too much, another kind and a file from elsewhere are refused in words', async (t) => {
  const project = await openEmpty(t)
  const problemOf = async (given: Readonly<Record<string, unknown>>) => {
    const step = defineStep({
      name: 'fit',
      cache: 'never',
      outputs,
      run: ({ context }) => {
        writeFileSync(join(context.folder, 'model.txt'), 'the model')
        return { ...whole, model: 'model.txt', ...given }
      },
    })
    return (await run(project, step)).steps[0]?.error?.message
  }
  const fit = 'The output "'
  assert.equal(
    await problemOf({ score: undefined }),
    'The step "fit" ended without its output "score", a value of kind number.',
  )
  assert.equal(
    await problemOf({ scores: 1 }),
    'The step "fit" gave "scores", which is none of its outputs: rows, model, chart, page, score, more.',
  )
  assert.equal(
    await problemOf({ score: 2 }),
    `${fit}score" of the step "fit" has to be a number from 0 to 1; it gave 2.`,
  )
  assert.equal(
    await problemOf({ rows: [{ port: 'lahinch', hight: 2 }] }),
    `${fit}rows" of the step "fit" has to be rows of port, height; it gave row 1 without height.`,
  )
  assert.equal(
    await problemOf({ chart: 'a picture' }),
    `${fit}chart" of the step "fit" has to be the text of an SVG or the bytes of a PNG; it gave "a picture".`,
  )
  assert.match((await problemOf({ model: 'other.txt' })) ?? '', /ended without its output "model"/)
  assert.match(
    (await problemOf({ model: '../../metadata.sqlite' })) ?? '',
    /^The output "model" of the step "fit" lies outside of its folder, at .*metadata\.sqlite\.$/,
  )
  assert.match(
    (await problemOf({ more: { at: new Date(0) } })) ?? '',
    /"fit\.more" gave a Date at `output\.at`/,
  )
})

test('a model is given as ONNX, as bytes or a file, and nothing else is taken for one', async (t) => {
  const project = await openEmpty(t)
  const onnx = new Uint8Array([0x08, 0x0a, 0x12, 0x00])
  const fit = (given: (folder: string) => string | Uint8Array) =>
    defineStep({
      name: 'fit',
      cache: 'never',
      outputs: { model: modelOutput() },
      run: ({ context }) => {
        writeFileSync(join(context.folder, 'surf.onnx'), onnx)
        writeFileSync(join(context.folder, 'surf.pkl'), 'a pickle')
        return { model: given(context.folder) }
      },
    })
  const outcome = async (given: (folder: string) => string | Uint8Array) => {
    const [step] = (await run(project, fit(given))).steps
    return step?.error?.message ?? step?.outputs
  }
  const model = {
    kind: 'model',
    name: 'model.onnx',
    digest: digestOf(onnx),
    sizeBytes: 4,
    mediaType: 'application/onnx',
  }
  assert.deepEqual(await outcome(() => onnx), { model })
  assert.deepEqual(await outcome((folder) => join(folder, 'surf.onnx')), { model })
  assert.match(String(await outcome(() => 'surf.pkl')), /a model as ONNX/)
})
