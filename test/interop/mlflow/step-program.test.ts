import assert from 'node:assert/strict'
import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { temporaryFolder } from '../../cli/make-fixture.ts'
import { runSwell } from '../../cli/run-swell.ts'
import { noClient, pythonOf } from './run-client.ts'

const door = pathToFileURL(join(import.meta.dirname, '../../../src/index.ts')).href

test(
  'what the program of a step logs with the real client lies below the run of the step',
  { skip: noClient('3') },
  async () => {
    const cwd = temporaryFolder('mlflow-step')
    copyFileSync(join(import.meta.dirname, 'step-program.py'), join(cwd, 'fit.py'))
    writeFileSync(join(cwd, 'package.json'), '{"type":"module"}')
    writeFileSync(
      join(cwd, 'swell.config.ts'),
      `import { commandStep, definePipeline, defineProject, defineStep } from '${door}'
const fit = commandStep({ name: 'fit-model', command: '"${pythonOf('3')}" fit.py', outputs: { found: 'found.json' } })
const tell = defineStep({
  name: 'tell',
  inputs: { fit: fit.output },
  run: async ({ inputs, context }) =>
    JSON.parse(new TextDecoder().decode(await context.deps.blobs.get(inputs.fit.found.digest))),
})
export const project = defineProject({ name: 'surf', pipelines: [definePipeline({ name: 'daily', steps: [fit, tell] })] })
`,
    )
    const { stdout, stderr } = await runSwell(['run', 'daily', '--json'], {
      cwd,
      env: { MLFLOW_HTTP_REQUEST_MAX_RETRIES: '0', MLFLOW_DISABLE_TELEMETRY: 'true' },
    })
    assert.notEqual(stdout, '', stderr)
    const { steps } = JSON.parse(stdout) as {
      readonly steps: readonly { readonly output: unknown }[]
    }
    assert.deepEqual(
      steps[1]?.output,
      {
        experiment: 'daily',
        parent: 'fit-model',
        isInOneExperiment: true,
        below: ['fit'],
        foldIsBelowFit: true,
        step: 'fit-model',
      },
      stderr,
    )
  },
)
