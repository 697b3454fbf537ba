import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { silentLog } from '../../src/base/index.ts'
import { createClient, isApiProblem } from '../../src/client/index.ts'
import { freezeView } from '../../src/features/index.ts'
import { defineRetraining, newRows, retrain } from '../../src/monitoring/index.ts'
import {
  announceServing,
  defineProject,
  isServedNow,
  openProject,
  retrainingDeps,
} from '../../src/project/index.ts'
import { promoteVersion } from '../../src/registry/index.ts'
import { up } from '../../src/server/index.ts'
import { defineService } from '../../src/serving/index.ts'
import { trainModel } from '../../src/training/index.ts'
import { dull } from '../monitoring/retraining/retraining-lab.ts'
import { temporaryProject } from '../project/temporary-project.ts'
import {
  appendDays,
  reports,
  split,
  surf,
  surfHeight,
  swells,
  trainOptions,
} from '../training/training-lab.ts'

const waves = {
  name: 'waves',
  groups: [reports, swells],
  models: [surfHeight],
  services: [defineService({ name: 'surf', model: surfHeight })],
}

const definition = defineProject({
  ...waves,
  retraining: [
    defineRetraining({
      model: surfHeight,
      when: [newRows(40)],
      every: '1h',
      ifItHolds: 'train',
      whenBetter: 'propose',
    }),
  ],
})

/** A project whose champion says the mean, with sixty days of which it knows nothing. */
async function openWaves(t: TestContext, retrained = definition) {
  const root = await temporaryProject(t, {})
  let ms = Date.UTC(2026, 2, 1, 12)
  const skip = (lengthMs: number) => {
    ms += lengthMs
  }
  const project = await openProject(retrained, {
    root,
    settings: {},
    environment: {},
    log: silentLog,
    now: () => new Date(ms++),
  })
  t.after(project.close)
  await appendDays(project, 0, 100)
  const { fingerprint } = await project.code()
  const set = await freezeView(project, surf, { split, fingerprint })
  const { version } = await trainModel(project, dull, set, trainOptions)
  const model = surfHeight.name
  await promoteVersion(project, { model, version, alias: 'champion', by: 'ada', gates: [] })
  await appendDays(project, 100, 160)
  return Object.assign(project, { skip })
}

test('swell up retrains by policy, and a person accepts the proposal over HTTP', async (t) => {
  const project = await openWaves(t)
  const ending = new AbortController()
  const running = await up(project, { port: 0, signal: ending.signal })
  try {
    const client = createClient(running.url)
    const read = async () =>
      (await client.listDecisions({ query: { state: 'proposed' } })).decisions
    while ((await read()).length === 0) await pause(50, undefined, { signal: t.signal })
    const [proposed] = await read()
    assert.ok(proposed !== undefined)
    assert.match(
      proposed.because,
      /^proposed 2 because mae [\d.]+ instead of [\d.]+ on the same 80/,
    )
    assert.deepEqual([proposed.champion, proposed.candidate, proposed.by], [1, 2, 'the platform'])
    assert.deepEqual(
      proposed.answers.map(({ verdict }) => verdict),
      ['yes', 'yes', 'yes', 'note', 'yes', 'yes', 'yes'],
    )
    assert.deepEqual(
      proposed.metrics.map(({ name, better }) => [name, better]),
      [
        ['mae', 'lower'],
        ['rmse', 'lower'],
      ],
    )
    assert.ok(Number(proposed.difference?.value) < 0 && proposed.difference?.rows === 80)
    const params = { id: proposed.id }
    assert.deepEqual(await client.getDecision({ params }), proposed)

    const accepted = await client.acceptDecision({ params, body: { reason: 'seen' } })
    assert.equal(accepted.state, 'promoted')
    assert.deepEqual(
      [accepted.settled?.by, accepted.settled?.what],
      ['HTTP request', 'accepted: seen'],
    )
    const { services } = await client.listServices()
    assert.equal(services[0]?.version, 2, 'the service goes over to it at once')
    await assert.rejects(client.declineDecision({ params, body: {} }), (error) =>
      isApiProblem(error, 'monitoring.notProposed'),
    )
    await assert.rejects(client.getDecision({ params: { id: 'dec_none' } }), (error) =>
      isApiProblem(error, 'monitoring.decisionNotFound'),
    )
    assert.equal(await isServedNow(project), true)
    const deps = retrainingDeps(project)
    assert.equal((await deps.findRunningService('surf-height', 'champion'))?.name, 'surf')
  } finally {
    ending.abort()
    await running.ended
  }
  assert.equal(await isServedNow(project), false)
})

test('a server that was killed does not count as one that serves', async (t) => {
  const project = await openWaves(t)
  const release = await announceServing(project)
  assert.equal(await isServedNow(project), true)
  // As a process of this host that is no more.
  const { queries } = project.database
  const [claim] = await queries.selectFrom('claims').selectAll().execute()
  const owner = { ...(JSON.parse(claim?.owner ?? '{}') as object), pid: 999_999_999 }
  await queries
    .updateTable('claims')
    .set({ owner: JSON.stringify(owner) })
    .execute()
  assert.equal(await isServedNow(project), false)
  await release()
})

const trying = defineRetraining({
  model: surfHeight,
  ifItHolds: 'train',
  better: 'not worse',
  whenBetter: 'canary',
  // Of two keys half may be none: who they are is drawn by the canary's id.
  canary: { shares: [1], every: '1m', rows: 5, limits: { slowerMs: 60_000 } },
})

test('a canary of a policy goes to its end where a service runs: one goes back, one takes the alias', async (t) => {
  const project = await openWaves(t, defineProject({ ...waves, retraining: [trying] }))
  const ending = new AbortController()
  const running = await up(project, { port: 0, signal: ending.signal })
  const client = createClient(running.url)
  /** Asks as people would, a stage's time later each time, until the decision says what became of the canary. */
  const settle = async () => {
    const by = { by: 'ada', trigger: { kind: 'by hand', because: 'ada asked' } } as const
    const { decision } = await retrain(retrainingDeps(project), trying, by)
    assert.equal(decision?.state, 'trying')
    const params = { id: decision.id }
    for (let round = 0; round < 3000; round += 1) {
      const now = await client.getDecision({ params })
      if (now.state !== 'trying') return now
      const rows = Array.from({ length: 40 }, (_, at) => ({
        beachId: at % 2 === 0 ? 'lahinch' : 'easkey',
        height: (at % 8) / 2,
        period: 8 + (at % 8),
      }))
      await client.predict({ params: { name: 'surf' }, body: { rows } })
      project.skip(60_000)
      await running.server.services.refresh()
      await pause(20, undefined, { signal: t.signal })
    }
    return assert.fail('nothing became of the canary')
  }
  try {
    // What the champion says of everything is the mean: to leave that is to be far away from it.
    const back = await settle()
    assert.equal(back.state, 'kept')
    assert.match(back.because, /^kept 1 because the canary of 2 went back: /)
    const champion = async () =>
      (await project.models.findAlias('surf-height', 'champion'))?.version
    assert.equal(await champion(), 1)

    const { name: model } = surfHeight
    await promoteVersion(project, { model, version: 2, alias: 'champion', by: 'ada', gates: [] })
    await appendDays(project, 160, 190)
    const won = await settle()
    assert.equal(won.state, 'promoted', won.because)
    assert.equal(won.settled?.what, 'took the alias after its last stage')
    assert.equal(await champion(), 3)
  } finally {
    ending.abort()
    await running.ended
  }
})
