import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiProblem, createClient } from '../../src/client/index.ts'
import { listDue, makeEventToken, revokeEventTokens } from '../../src/pipelines/index.ts'
import { startTides } from './tide-project.ts'

const refresh = { params: { name: 'refresh' } }

test('who has a token of a pipeline makes it due, once for each key', async (t) => {
  const { url, project } = await startTides(t)
  const { token } = await makeEventToken(project, 'refresh', 'ada')
  const client = createClient(url)
  const raise = (key: string) => client.raisePipelineEvent({ ...refresh, body: { key } }, { token })
  assert.deepEqual(await raise('delivery-7'), { key: 'delivery-7', isNew: true })
  assert.deepEqual(await raise('delivery-7'), { key: 'delivery-7', isNew: false })
  const due = await listDue(project.database, 'refresh', { limit: 9 })
  assert.deepEqual(
    due.map(({ reason, status }) => `${reason}: ${status}`),
    ['asked for over HTTP (delivery-7): waiting'],
  )
  const kept = await project.database.queries.selectFrom('event_tokens').selectAll().execute()
  assert.equal(JSON.stringify(kept).includes(token), false)
})

test('without a token, with another pipeline’s, or with one that was ended, nothing happens', async (t) => {
  const { url, project } = await startTides(t)
  const client = createClient(url)
  const { token: other } = await makeEventToken(project, 'elsewhere', undefined)
  const { token: ended } = await makeEventToken(project, 'refresh', undefined)
  assert.equal(await revokeEventTokens(project.database, 'refresh'), 1)
  const statusOf = async (name: string, options: { token?: string }) => {
    try {
      await client.raisePipelineEvent({ params: { name }, body: {} }, options)
      return 'accepted'
    } catch (problem) {
      return problem instanceof ApiProblem ? `${problem.status} ${problem.code}` : problem
    }
  }
  const answers = [
    await statusOf('refresh', {}),
    await statusOf('refresh', { token: other }),
    await statusOf('refresh', { token: ended }),
    await statusOf('elsewhere', { token: other }),
    await statusOf('nowhere', { token: 'swell_guess' }),
  ]
  assert.deepEqual(new Set(answers), new Set(['401 server.tokenNotAccepted']))
  assert.deepEqual(await listDue(project.database, 'refresh', { limit: 9 }), [])
})
