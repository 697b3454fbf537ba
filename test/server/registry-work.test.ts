import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient, isApiProblem } from '../../src/client/index.ts'
import { refreshTides, startTides } from './tide-project.ts'

test('a version is approved over HTTP once its card is written, and tells who said so and why', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const client = createClient(server.url)
  const params = { name: 'level', version: 1 }
  const approve = () => client.approveModelVersion({ params, body: { reason: 'Pilots agreed' } })
  await assert.rejects(approve(), (error) => isApiProblem(error, 'registry.cardNotWritten'))
  const card = { params: { name: 'level' } }
  const { missing } = await client.writeModelCard({
    ...card,
    body: { intendedUse: 'Sailing', notFor: 'Dikes' },
  })
  assert.deepEqual(missing, ['caveats'])
  await client.writeModelCard({ ...card, body: { caveats: 'Storms' } })
  const { text, defined } = await client.getModelCard({ params })
  assert.deepEqual(text, { intendedUse: 'Sailing', notFor: 'Dikes', caveats: 'Storms' })
  assert.deepEqual(defined, [])

  assert.equal((await approve()).stage, 'approved')
  assert.equal((await approve()).stage, 'approved')
  const { moves } = await client.listStageMoves({ params: { name: 'level' } })
  assert.deepEqual(
    moves.map(({ version, from, to, byRule, reason }) => [version, from, to, byRule, reason]),
    [
      [1, 'checked', 'approved', false, 'Pilots agreed'],
      [1, 'candidate', 'checked', true, null],
    ],
  )

  const noted = await client.noteModelVersion({
    params,
    body: { note: 'The first', tags: { season: 'winter', gone: 'soon' } },
  })
  assert.deepEqual([noted.note, noted.tags], ['The first', { season: 'winter', gone: 'soon' }])
  const untagged = await client.noteModelVersion({ params, body: { tags: { gone: null } } })
  assert.deepEqual(untagged.tags, { season: 'winter' })
  const lacking = { params: { name: 'level', version: 9 }, body: { note: 'none' } }
  await assert.rejects(client.noteModelVersion(lacking), (error) =>
    isApiProblem(error, 'registry.versionNotFound'),
  )
})

test('models that programs have registered have versions, files, aliases and a way back', async (t) => {
  const server = await startTides(t)
  const client = createClient(server.url)
  const ask = async (path: string, body: object) => {
    const response = await fetch(`${server.url}/api/2.0/mlflow${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    assert.equal(response.status, 200, await response.clone().text())
    return (await response.json()) as { run?: { info: { run_id: string; artifact_uri: string } } }
  }
  const { run } = await ask('/runs/create', { experiment_id: '0', start_time: 1 })
  const { run_id: id = '', artifact_uri: place = '' } = run?.info ?? {}
  const path = `/api/2.0/mlflow-artifacts/artifacts/0/${id}/artifacts/model/a b.bin`
  await fetch(`${server.url}${path}`, { method: 'PUT', body: 'weights' })
  const tags = [{ key: 'team', value: 'sea' }]
  await ask('/registered-models/create', { name: 'far tide', description: 'From afar', tags })
  for (const _ of [1, 2]) {
    await ask('/model-versions/create', { name: 'far tide', source: `${place}/model`, run_id: id })
  }

  const { models } = await client.listRegisteredModels()
  assert.deepEqual(
    models.map(({ name, description, versionCount }) => [name, description, versionCount]),
    [['far tide', 'From afar', 2]],
  )
  const params = { name: 'far tide' }
  const promoted = await client.promoteModel({ params, body: { version: 1 } })
  assert.deepEqual([promoted.alias, promoted.to, promoted.gates], ['champion', 1, []])
  await client.promoteModel({ params, body: { version: 2, reason: 'newer' } })
  assert.equal((await client.rollBackModel({ params, body: {} })).to, 1)
  assert.equal((await client.listAliasMoves({ params })).moves.length, 3)

  const found = await client.getRegisteredModel({ params })
  assert.deepEqual([found.aliases, found.tags], [{ champion: 1 }, { team: 'sea' }])
  const [newest, first] = found.versions
  assert.deepEqual([newest?.version, newest?.runId, newest?.source], [2, id, `${place}/model`])
  assert.deepEqual(first?.aliases, ['champion'])
  const [file] = newest?.files ?? []
  assert.equal(file?.name, 'a b.bin')
  assert.equal(await (await fetch(`${server.url}${file.path}`)).text(), 'weights')

  const version = { params: { ...params, version: 2 } }
  const noted = await client.noteModelVersion({ ...version, body: { note: 'Too new' } })
  assert.equal(noted.note, 'Too new')
  assert.equal((await client.getModelVersion(version)).note, 'Too new')
  const { nodes } = await client.getVersionLineage(version)
  assert.ok(nodes.some(({ label }) => label.includes('far tide')))
  const other = client.getRegisteredModel({ params: { name: 'nobody' } })
  await assert.rejects(other, (error) => isApiProblem(error, 'registry.modelNotRegistered'))
  const unknown = client.listAliasMoves({ params: { name: 'nobody' } })
  await assert.rejects(unknown, (error) => isApiProblem(error, 'registry.modelNotFound'))
})
