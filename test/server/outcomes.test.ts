import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient } from '../../src/client/index.ts'
import { refreshTides, startTides } from './tide-project.ts'

test('an outcome is told over HTTP, and what can not be one is refused with its row', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const client = createClient(server.url)
  const params = { name: 'tide' }
  const { predictions } = await client.predict({ params, body: { port: 'galway' } })
  const predictionId = predictions[0]?.predictionId ?? ''
  const tell = (row: Readonly<Record<string, string | number>>) =>
    client.tellOutcomes({ params, body: { outcomes: [row] } })
  const told = await tell({ predictionId, level: 1.2 })
  assert.deepEqual([told.toldCount, told.repeatedCount], [1, 0])
  assert.deepEqual(await tell({ predictionId, level: 1.2 }), {
    toldCount: 0,
    repeatedCount: 1,
    commitId: null,
  })
  await assert.rejects(tell({ predictionId: 'prd_none', level: 1 }), {
    status: 404,
    code: 'serving.outcomeOfNothing',
    detail: 'Row 1: level has made no prediction prd_none.',
  })
  const group = await client.getGroup({ params: { name: 'level-outcomes' } })
  assert.equal(group.rowCount, 1)
})
