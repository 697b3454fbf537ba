import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import {
  advanceChallenge,
  endChallenge,
  fsPredictionJournal,
  listNewest,
  listChallenges,
  openService,
  startChallenge,
  type OpenService,
  type Challenge,
  type ChallengeKind,
  type ChallengePlan,
} from '../../../src/serving/index.ts'
import { promoteVersion } from '../../../src/registry/index.ts'
import {
  hours,
  promote,
  registerVersion,
  servedStore,
  type surfHeight,
  surfService,
  type ServedStore,
} from '../served-surf.ts'

const everyMs = 10 * 60_000

interface Tried {
  readonly store: ServedStore
  readonly service: OpenService<typeof surfHeight>
  readonly start: (
    kind: ChallengeKind,
    plan?: Partial<ChallengePlan>,
    version?: number,
  ) => Promise<Challenge>
  /** Lets time go by. */
  readonly pass: (ms: number) => void
  readonly ask: (count: number) => Promise<readonly unknown[]>
  readonly newest: () => Promise<Challenge | undefined>
}

/** Version 1 answers; version 2 adds `offset` to what it says. */
async function openTried(
  t: TestContext,
  {
    offset = 0.001,
    gate = () => Promise.resolve(),
  }: { offset?: number; gate?: () => Promise<void> } = {},
): Promise<Tried> {
  let now = hours(0)
  const store = await servedStore(() => now)
  t.after(() => store.close())
  await registerVersion(store, { offset: 0 })
  await registerVersion(store, { offset })
  await promote(store, 1)
  const service = await openService(
    {
      ...store,
      journal: fsPredictionJournal(surfService, store),
      promote: async ({ model, version }) => {
        await gate()
        const by = 'platform'
        await promoteVersion(store, { model, version, alias: 'champion', by, gates: [] })
      },
    },
    surfService,
  )
  t.after(() => service.close())
  return {
    store,
    service,
    start: async (kind, plan = {}, version = 2) => {
      const limits = { errorShare: 0.01, slowerMs: 1000, shift: 0.2 }
      const whole = { stages: [1], everyMs, leastRows: 50, limits, ...plan }
      const challenge = await startChallenge(store, surfService, {
        version,
        kind,
        plan: whole,
        by: 'ada',
      })
      await service.refresh()
      return challenge
    },
    pass: (ms) => {
      now = new Date(now.getTime() + ms)
    },
    ask: async (count) => {
      const rows = Array.from({ length: count }, (_, at) => ({
        beachId: at % 2 === 0 ? 'lahinch' : 'easkey',
        height: at / 20,
      }))
      const { predictions } = await service.predict(rows)
      return predictions.map(({ modelVersion }) => modelVersion)
    },
    newest: async () => (await listChallenges(store.database, 'surf'))[0],
  }
}

test('a canary goes from stage to stage, and takes the alias after the last', async (t) => {
  const { store, service, start, pass, ask, newest } = await openTried(t)
  await start('canary', { stages: [0.000001, 1] })
  // None of two keys is among so small a share.
  assert.deepEqual(new Set(await ask(100)), new Set([undefined]))
  pass(everyMs)
  await service.refresh()
  assert.deepEqual([(await newest())?.stage, (await newest())?.tallies.current.rowCount], [0, 0])
  await advanceChallenge(store, surfService, { by: 'grace' })
  await service.refresh()
  assert.deepEqual(new Set(await ask(100)), new Set([2]))
  await service.refresh()
  assert.equal((await newest())?.state, 'running')
  pass(everyMs)
  await untilEnded(service, newest)
  const challenge = await newest()
  assert.equal(challenge?.state, 'won')
  assert.deepEqual(
    challenge?.events.map(({ by, what }) => `${by}: ${what}`),
    [
      'ada: started as canary',
      'grace: advanced to 100 %',
      'platform: took the alias after its last stage',
    ],
  )
  await service.refresh()
  assert.equal(service.state().version, 2)
  assert.deepEqual(new Set(await ask(2)), new Set([undefined]))
})

test('a canary that predicts otherwise goes back at once, and no request has failed', async (t) => {
  const { service, start, ask, newest } = await openTried(t, { offset: 40 })
  await start('canary')
  assert.deepEqual(new Set(await ask(200)), new Set([2]))
  await service.refresh()
  const challenge = await newest()
  assert.equal(challenge?.state, 'rolled-back')
  assert.match(
    challenge?.events.at(-1)?.what ?? '',
    /^went back: it predicts [\d.]+ deviations from the current version/,
  )
  assert.deepEqual(new Set(await ask(2)), new Set([undefined]))
})

test('keys of another kind on one side make no difference: both versions are asked about the same rows', async (t) => {
  const { service, start, ask, newest } = await openTried(t, { offset: 0 })
  await start('canary', { stages: [0.5, 1] })
  await ask(400)
  await service.refresh()
  assert.equal((await newest())?.state, 'running')
  const { current, challenger, difference } = (await newest())?.tallies ?? {}
  assert.deepEqual(current?.sample, challenger?.sample)
  assert.equal(difference?.greatest, 0)
})

test('a version that can not answer is answered for by the other one, counted, and sent back', async (t) => {
  const { store, service, start, ask, newest } = await openTried(t)
  await registerVersion(store, {
    offset: 0,
    spoil: (files) => {
      // Every leaf of twenty trees so large that their sum is no number.
      const fitted = files['fitted.json'] ?? ''
      const spoiled = fitted.replaceAll(/"value":\[[^\]]*\]/g, (values) =>
        values.replaceAll(/-?[\d.]+/g, '1e308'),
      )
      files['fitted.json'] = spoiled
      files['example.json'] = '[]'
    },
  })
  await start('canary', {}, 3)
  assert.deepEqual(
    await ask(20),
    Array.from({ length: 20 }, () => undefined),
  )
  await service.refresh()
  const challenge = await newest()
  assert.equal(challenge?.state, 'rolled-back')
  assert.equal(challenge?.events.at(-1)?.what, 'went back: 20 of 20 rows failed, where 1 % may')
})

test('where a gate says no the challenge goes back and the alias stays', async (t) => {
  const gate = () => Promise.reject(new Error('gate "better" does not hold'))
  const { service, start, pass, ask, newest } = await openTried(t, { gate })
  await start('canary')
  await ask(60)
  await service.refresh()
  pass(everyMs)
  await untilEnded(service, newest)
  const challenge = await newest()
  assert.equal(challenge?.state, 'rolled-back')
  assert.equal(
    challenge?.events.at(-1)?.what,
    'may not take the alias: gate "better" does not hold',
  )
  assert.equal(service.state().version, 1)
})

test('a shadow answers nobody; what it would have said is kept and held against the answers', async (t) => {
  const { store, service, start, ask, newest } = await openTried(t, { offset: 0.5 })
  await start('shadow')
  assert.deepEqual(new Set(await ask(10)), new Set([undefined]))
  const kept = () => listNewest(store, 'surf', 100)
  while ((await kept()).length < 20) await new Promise((resolve) => setImmediate(resolve))
  const arms = Map.groupBy(await kept(), ({ challengeArm }) => challengeArm)
  assert.deepEqual([arms.get('shadow')?.length, arms.get(undefined)?.length], [10, 10])
  assert.deepEqual(new Set(arms.get('shadow')?.map(({ version }) => version)), new Set([2]))
  await service.refresh()
  const { difference, challenger } = (await newest())?.tallies ?? {}
  assert.deepEqual(
    [difference?.rowCount, challenger?.rowCount, challenger?.errorCount],
    [10, 10, 0],
  )
  assert.ok(Math.abs((difference?.sum ?? 0) / 10 - 0.5) < 0.05)
  const ended = await endChallenge(store, surfService, { by: 'ada', reason: 'seen enough' })
  assert.deepEqual([ended.state, ended.events.at(-1)?.what], ['ended', 'ended: seen enough'])
})

test('one version challenges at a time, a known one that does not answer already, with rising shares', async (t) => {
  const { store, start } = await openTried(t)
  await assert.rejects(start('canary', {}, 9), { code: 'registry.versionNotFound' })
  await assert.rejects(start('canary', {}, 1), { code: 'serving.versionAnswersAlready' })
  for (const stages of [[], [0.5, 0.2], [0], [1.5]]) {
    await assert.rejects(start('canary', { stages }), { code: 'serving.wrongShares' })
  }
  const by = { by: 'ada', reason: undefined }
  await assert.rejects(endChallenge(store, surfService, by), { code: 'serving.noChallenge' })
  await start('split')
  await assert.rejects(start('shadow'), { code: 'serving.challengeRunning' })
  await assert.rejects(advanceChallenge(store, surfService, by), { code: 'serving.lastStage' })
})

test('what several processes answer is added up', async (t) => {
  const { store, service, start, ask, newest } = await openTried(t)
  const other = await openService(
    { ...store, promote: () => Promise.reject(new Error('not asked')) },
    surfService,
  )
  await start('split')
  await other.refresh()
  await ask(30)
  await other.predict([{ beachId: 'easkey' }])
  await Promise.all([service.refresh(), other.refresh()])
  assert.equal((await newest())?.tallies.challenger.rowCount, 31)
})

test('a challenge whose version was promoted by hand has won', async (t) => {
  const { store, service, start, newest } = await openTried(t)
  await start('split')
  await promote(store, 2)
  await service.refresh()
  assert.equal((await newest())?.state, 'won')
})

/** The gates are asked beside what is answered. */
async function untilEnded(service: Tried['service'], newest: Tried['newest']): Promise<void> {
  await service.refresh()
  while ((await newest())?.state === 'running')
    await new Promise((resolve) => setImmediate(resolve))
}
