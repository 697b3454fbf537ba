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
