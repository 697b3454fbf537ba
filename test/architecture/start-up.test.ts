import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { temporaryFolder } from '../storage/temporary-folder.ts'
import { root } from './source-files.ts'

const run = promisify(execFile)
const tracer = join(import.meta.dirname, 'trace-modules.mjs')

test('swell --help loads no package but our own modules, and few of those', async () => {
  const { loaded } = await trace([join(root, 'bin/swell.mjs'), '--help'])
  assert.ok(
    loaded.some((url) => url.endsWith('/src/cli/main.ts')),
    'the command line was loaded',
  )
  assert.deepEqual(
    loaded.filter(
      (url) => url.includes('/node_modules/') || /^node:(sqlite|http|worker)/.test(url),
    ),
    [],
  )
})

test('swell data status loads no package and no database where nothing has changed', async (t) => {
  const project = await temporaryFolder(t)
  await writeFile(join(project, 'swell.config.ts'), '')
  const { loaded } = await trace([join(root, 'bin/swell.mjs'), 'data', 'status'], project)
  assert.ok(loaded.some((url) => url.endsWith('/src/data/datasets/dataset-status.ts')))
  assert.deepEqual(
    loaded.filter(
      (url) =>
        url.includes('/node_modules/') ||
        /^node:(sqlite|http|worker)/.test(url) ||
        /\/src\/(?!(base|cli|data)\/)/.test(url),
    ),
    [],
  )
})

test('a heavy module that is loaded at the start is seen', async () => {
  const { loaded } = await trace(['--input-type=module', '--eval', `import 'zod'`])
  assert.ok(loaded.some((url) => url.includes('/node_modules/zod/')))
})

async function trace(args: readonly string[], cwd = root): Promise<{ loaded: readonly string[] }> {
  const env = { ...process.env, SWELL_FROM_SOURCE: '1' }
  const { stderr } = await run(process.execPath, ['--import', tracer, ...args], { cwd, env })
  const lines = stderr.split('\n').filter((line) => line.startsWith('loaded '))
  return { loaded: lines.map((line) => line.slice('loaded '.length)) }
}
