import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { defineSettings, silentLog } from '../../src/base/index.ts'
import { csvRows, defineSource } from '../../src/data/index.ts'
import { defineGroup } from '../../src/features/index.ts'
import { definePipeline, runPipeline } from '../../src/pipelines/index.ts'
import { defineProject, loadStep, openProject, resolveSettings } from '../../src/project/index.ts'
import { float, text, timestamp } from '../../src/table/index.ts'
import { temporaryFolder } from '../storage/temporary-folder.ts'

const columns = { port: text(), at: timestamp(), height: float() }
const settings = defineSettings({ tides: { default: 'tides' } })
const tides = defineSource({ name: 'tides', from: settings.tides })
const levels = defineGroup({
  name: 'levels',
  key: ['port'],
  time: 'at',
  columns,
  from: tides,
  read: csvRows(columns),
})
const load = definePipeline({ name: 'load', steps: [loadStep(levels)] })
const definition = defineProject({
  name: 'tides',
  settings: { ...settings },
  groups: [levels],
  start: load,
})

test('a password in the address of a source reads it, and is stored and told nowhere', async (t) => {
  const asked: (string | undefined)[] = []
  const server = createServer((request, response) => {
    asked.push(request.headers.authorization)
    const isKnown = request.url === '/texts/index.txt?key=plantedkey'
    response.statusCode = isKnown ? 200 : 404
    response.end(isKnown ? 'a.csv\n' : 'no')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo

  const root = await temporaryFolder(t)
  const place = `http://ada:planted%21word@127.0.0.1:${port}/texts?key=plantedkey`
  const resolved = resolveSettings(settings, { environment: { SWELL_SET_TIDES: place } })
  const now = () => new Date()
  const options = { root, settings: resolved, environment: {}, now, log: silentLog }
  const project = await openProject(definition, options)
  const told: unknown[] = []
  const result = await runPipeline({ ...project, stepDeps: project }, load, {
    settings: resolved,
    fingerprint: 'code',
    onEvent: (event) => told.push(event),
  })
  await project.close()

  const basic = `Basic ${Buffer.from('ada:planted!word').toString('base64')}`
  assert.deepEqual(asked, [basic, basic])
  assert.equal(result.run.error?.code, 'data.sourceAnsweredBadly')
  // Grep ends with 1 when it finds nothing.
  const search = promisify(execFile)('grep', ['-rlaE', 'planted', root])
  await assert.rejects(search, { code: 1, stdout: '' })
  assert.doesNotMatch(JSON.stringify([told, result]), /planted/)
})
