import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { createClient } from '../../src/client/index.ts'
import { getVersion } from '../../src/registry/index.ts'
import { refreshTides, startTides } from './tide-project.ts'

/** Two versions that say the same: the second is the first under another number. */
async function startChallenged(t: TestContext) {
  const server = await startTides(t)
  await refreshTides(server)
  const { project } = server
  const { version: _, ...first } = await getVersion(project.models, 'level', 1)
  await project.models.insert(first)
  const client = createClient(server.url)
  const params = { name: 'tide' }
  const ask = async (count: number) => {
    const rows = Array.from({ length: count }, (__, at) => ({
      port: at % 2 === 0 ? 'galway' : 'doolin',
      at: new Date(Date.UTC(2026, 2, 1, at % 12)).toISOString(),
    }))
    const { predictions } = await client.predict({ params, body: { rows } })
    return predictions.map(({ modelVersion }) => modelVersion)
  }
  return { server, client, params, ask }
}

test('a canary is started, advanced and takes the alias over HTTP, without a failed request', async (t) => {
  const { server, client, params, ask } = await startChallenged(t)
  const plan = { version: 2, shares: [0.000001, 1], everyMs: 0, leastRows: 4 }
  const started = await client.startChallenge({ params, body: plan })
  assert.deepEqual(
    [started.kind, started.state, started.shares, started.limits.shift],
    ['canary', 'running', [0.000001, 1], 0.5],
  )
  assert.deepEqual(new Set(await ask(6)), new Set([undefined]))
  await client.advanceChallenge({ params, body: {} })
  assert.deepEqual(new Set(await ask(6)), new Set([2]))
  const find = async () => (await client.listChallenges({ params })).challenges[0]
  // Which a server does each second by itself.
  while ((await find())?.state === 'running') await server.services.refresh()
  const ended = await find()
  assert.equal(ended?.state, 'won', ended?.events.at(-1)?.what)
  const { moves } = await client.listAliasMoves({ params: { name: 'level' } })
  const [last] = moves
  assert.deepEqual(
    [last?.alias, last?.from, last?.to, last?.by],
    ['champion', 1, 2, 'canary of tide'],
  )
})

test('a challenge is held against what came true, and refused where it makes no sense', async (t) => {
  const { server, client, params, ask } = await startChallenged(t)
  const started = await client.startChallenge({ params, body: { version: 2, kind: 'shadow' } })
  await ask(12)
  const find = async () => (await client.listChallenges({ params })).challenges[0]
  // It thinks after it has answered.
  while ((await find())?.difference?.rowCount !== 12) await server.services.refresh()
  const truth = await client.getChallengeTruth({ params: { ...params, id: started.id } })
  assert.equal(truth.current.count, truth.challenger.count)
  assert.equal(truth.current.meanAbsoluteError, truth.challenger.meanAbsoluteError)
  const challenge = await find()
  assert.deepEqual(
    [challenge?.difference?.rowCount, challenge?.difference?.greatest, challenge?.shift],
    [12, 0, 0],
  )
  const refusals: readonly [() => Promise<unknown>, string][] = [
    [() => client.startChallenge({ params, body: { version: 2 } }), 'serving.challengeRunning'],
    [() => client.startChallenge({ params, body: { version: 9 } }), 'registry.versionNotFound'],
    [() => client.advanceChallenge({ params, body: {} }), 'serving.lastStage'],
    [
      () => client.getChallengeTruth({ params: { ...params, id: 'chl_0' } }),
      'serving.challengeNotFound',
    ],
  ]
  for (const [call, code] of refusals) await assert.rejects(call, { code })
  const ended = await client.endChallenge({ params, body: { reason: 'seen enough' } })
  assert.equal(ended.events.at(-1)?.what, 'ended: seen enough')
  await assert.rejects(client.endChallenge({ params, body: {} }), { code: 'serving.noChallenge' })
})
