import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { pathToFileURL } from 'node:url'
import { runPipeline, type RunPipelineDeps } from '../../src/pipelines/index.ts'
import { loadProject, readProjectCode } from '../../src/project/index.ts'
import { pipelineLab, story } from '../pipelines/pipeline-lab.ts'
import { projectModule, temporaryProject } from './temporary-project.ts'

const pipelinesModule = pathToFileURL(
  join(import.meta.dirname, '../../src/pipelines/index.ts'),
).href

/** What is installed in a project whose pipeline has a step of `beach-steps` and one of its own. */
interface Installed {
  readonly version: string
  /** What its step gives. */
  readonly gives: number
  readonly unitsVersion?: string
}

function files({ version, gives, unitsVersion = '1.0.0' }: Installed) {
  return {
    'swell.config.ts': `
import { definePipeline, defineStep } from '${pipelinesModule}'
import { defineProject } from '${projectModule}'
import { heightsStep } from 'beach-steps'
const heights = heightsStep('lahinch')
const own = defineStep({ name: 'own', run: () => 1 })
const last = defineStep({ name: 'last', inputs: { heights: heights.output }, run: ({ inputs }) => [inputs.heights] })
const surf = definePipeline({ name: 'surf', steps: [heights, own, last] })
export const project = defineProject({ name: 'surf', pipelines: [surf] })
`,
    'node_modules/beach-steps/package.json': JSON.stringify({
      name: 'beach-steps',
      version,
      type: 'module',
      exports: './index.js',
      dependencies: { units: '^1.0.0' },
    }),
    'node_modules/beach-steps/index.js': `
import { defineStep } from '${pipelinesModule}'
export const heightsStep = (beach) => defineStep({ name: 'heights', run: () => ({ [beach]: ${gives} }) })
`,
    'node_modules/units/package.json': JSON.stringify({ name: 'units', version: unitsVersion }),
  }
}

/** Runs the pipeline of a folder of its own, as a process of its own would: nothing is loaded yet. */
async function run(t: TestContext, deps: RunPipelineDeps<unknown>, installed: Installed) {
  const root = await temporaryProject(t, files(installed))
  const [pipeline] = (await loadProject(root)).pipelines
  assert(pipeline !== undefined)
  const code = await readProjectCode(root, { steps: pipeline.steps })
  const how = { fingerprint: code.fingerprint, stepCode: code.steps }
  const { database, runs, records, now } = deps
  // These steps ask for nothing of the project.
  const needed = { database, runs, records, now, stepDeps: undefined as never }
  const result = await runPipeline(needed, pipeline, how)
  return { told: story(result).slice(1), gave: result.steps.map(({ outputs }) => outputs) }
}

const firstTime = 'it has not succeeded before'
const asBefore = 'inputs, settings and code as in run_… of 2026-03-01 12:00 UTC'
const since = 'changed since run_… of 2026-03-01 12:00 UTC'

test('a step of a package is skipped at the same version and runs at another one, and no other step', async (t) => {
  const deps = await pipelineLab(t)
  assert.deepEqual(await run(t, deps, { version: '1.0.0', gives: 3 }), {
    told: [
      `heights succeeded: ${firstTime}`,
      `own succeeded: ${firstTime}`,
      `last succeeded: ${firstTime}`,
    ],
    gave: [{ lahinch: 3 }, 1, [{ lahinch: 3 }]],
  })
  assert.deepEqual(await run(t, deps, { version: '1.0.0', gives: 3 }), {
    told: [`heights skipped: ${asBefore}`, `own skipped: ${asBefore}`, `last skipped: ${asBefore}`],
    gave: [{ lahinch: 3 }, 1, [{ lahinch: 3 }]],
  })
  assert.deepEqual(await run(t, deps, { version: '1.1.0', gives: 4 }), {
    told: [
      `heights succeeded: code (package beach-steps) ${since}`,
      `own skipped: ${asBefore}`,
      `last succeeded: input heights ${since}`,
    ],
    gave: [{ lahinch: 4 }, 1, [{ lahinch: 4 }]],
  })
  // Back at the older version its older result is found.
  const { told, gave } = await run(t, deps, { version: '1.0.0', gives: 3 })
  assert.deepEqual(told[0], `heights skipped: ${asBefore}`)
  assert.deepEqual(gave[0], { lahinch: 3 })
})

test('a new version of what the package needs is another version of it; what gave the same lets others rest', async (t) => {
  const deps = await pipelineLab(t)
  await run(t, deps, { version: '1.0.0', gives: 3 })
  const { told } = await run(t, deps, { version: '1.0.0', gives: 3, unitsVersion: '1.0.1' })
  assert.deepEqual(told, [
    `heights succeeded: code (package beach-steps) ${since}`,
    `own skipped: ${asBefore}`,
    `last skipped: ${asBefore}`,
  ])
})
