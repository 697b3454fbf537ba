import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recordArtifact, startRun } from '../../src/tracking/index.ts'
import { startTides } from './tide-project.ts'

test('a file that a run has made is saved, not shown', async (t) => {
  const { url, project } = await startTides(t)
  const given = { settings: {}, code: {}, inputs: {} }
  const run = await startRun(project, { kind: 'step', name: 'check', ...given })
  const bytes = Buffer.from('**held**')
  await recordArtifact(project, run.id, { name: 'checks.md', bytes, mediaType: 'text/markdown' })
  const address = `${url}/api/v1/runs/${run.id}/artifacts`
  const file = await fetch(`${address}/checks.md`)
  assert.equal(file.status, 200)
  assert.match(file.headers.get('content-disposition') ?? '', /^attachment; .*checks\.md$/)
  assert.equal(await file.text(), '**held**')
  assert.equal((await fetch(`${address}/none.md`)).status, 404)
})
