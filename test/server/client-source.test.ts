import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { clientSource } from '../../src/server/index.ts'
import { refreshTides, startTides } from './tide-project.ts'

const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url))

test('the client of a service compiles strictly, refuses wrong rows, asks and tells', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'groundswell-client-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const server = await startTides(t)
  await refreshTides(server)
  const file = join(folder, 'tide-client.ts')
  await writeFile(file, clientSource(server.services.get('tide')))
  await writeFile(
    join(folder, 'use.ts'),
    `import { createTideClient, TideProblem } from './tide-client.ts'
const client = createTideClient(process.argv[2] ?? '')
const tide = await client.predictOne({ port: 'galway', at: '2026-03-01T18:00:00Z' })
const told = await client.tellOutcomes([{ predictionId: tide.predictionId, level: 2 }])
const { points } = await client.forecast({ port: 'doolin' })
// @ts-expect-error A port that there is not.
const refused = await client.predict([{ port: 'malibu' }]).catch((error: unknown) => error)
console.log(JSON.stringify([
  tide.port, typeof tide.level, tide.pull, told.toldCount, points.length > 0,
  refused instanceof TideProblem && [refused.status, refused.code],
]))
`,
  )
  const strict = [
    '--noEmit',
    '--strict',
    '--exactOptionalPropertyTypes',
    '--noUncheckedIndexedAccess',
  ]
  const modern = ['--target', 'esnext', '--module', 'nodenext', '--allowImportingTsExtensions']
  const types = [
    '--types',
    'node',
    '--typeRoots',
    fileURLToPath(new URL('../../node_modules/@types', import.meta.url)),
  ]
  const run = promisify(execFile)
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  await run(process.execPath, [tsc, ...strict, ...modern, ...types, join(folder, 'use.ts')], {
    cwd: folder,
  })
  const { stdout } = await run(process.execPath, [join(folder, 'use.ts'), server.url])
  const [port, kind, pull, toldCount, hasPoints, refused] = JSON.parse(stdout) as unknown[]
  assert.deepEqual([port, kind, toldCount, hasPoints], ['galway', 'number', 1, true])
  assert.equal(typeof pull, 'number')
  assert.deepEqual(refused, [400, 'serving.rowDoesNotFit'])
})
