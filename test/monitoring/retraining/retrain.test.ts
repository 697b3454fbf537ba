import assert from 'node:assert/strict'
import { test } from 'node:test'
import { appendRows } from '../../../src/features/index.ts'
import {
  acceptProposal,
  atTimes,
  declineProposal,
  getDecision,
  isRetrainingDue,
  listDecisions,
  retrain,
} from '../../../src/monitoring/index.ts'
import { ndcg } from '../../../src/learn/index.ts'
import { promoteVersion } from '../../../src/registry/index.ts'
import { endChallenge, listChallenges } from '../../../src/serving/index.ts'
import { takeClaim } from '../../../src/storage/index.ts'
import { appendDays, surfHeight, swells } from '../../training/training-lab.ts'
import {
  byHand,
  championOf,
  crown,
  dull,
  ifDue,
  policyOf,
  retrainingLab,
  service,
} from './retraining-lab.ts'

const settleDeps = {
  getModel: () => surfHeight,
  approve: async () => Promise.resolve(),
}

test('where there is no champion the first version that passes its gates becomes it', async (t) => {
  const lab = await retrainingLab(t)
  const { conclusion, decision } = await retrain(
    lab.deps,
    policyOf({ whenBetter: 'promote' }),
    ifDue,
  )
  assert.equal(conclusion, 'promote')
  assert.equal(decision?.because, 'promoted 1 because it is the first')
  assert.equal(await championOf(lab), 1)
})

test('without new labelled rows nothing is trained', async (t) => {
  const lab = await retrainingLab(t)
  await crown(lab)
  const { conclusion, because, evidence } = await retrain(lab.deps, policyOf(), byHand)
  assert.equal(conclusion, 'keep')
  assert.match(because, /^kept 1 because there is no new data since 2/)
  assert.equal(evidence.holds, undefined)
  assert.equal((await lab.models.list('surf-height')).length, 1)
})

test('labels that never come are told from data that never comes', async (t) => {
  const lab = await retrainingLab(t)
  await crown(lab)
  const hitsAt = new Date(Date.UTC(2025, 5, 1))
  const known = { runId: undefined, knownAt: hitsAt }
  await appendRows(lab, swells, [{ beachId: 'easkey', hitsAt, height: 1, period: 9 }], known)
  const { because } = await retrain(lab.deps, policyOf(), byHand)
  assert.match(
    because,
    /^kept 1 because no label has come since .*, though 1 rows of features have$/,
  )
})

test('a champion that still holds stays, and nothing is trained', async (t) => {
  const lab = await retrainingLab(t)
  await crown(lab)
  await appendDays(lab, 100, 120)
  const { because, evidence } = await retrain(lab.deps, policyOf({ worseBy: 0.5 }), byHand)
  assert.match(because, /^kept 1 because it still holds: mae [\d.]+ on the 40 newest labelled rows/)
  assert.equal(evidence.newData?.rows, 40)
  assert.equal((await lab.models.list('surf-height')).length, 1)
})

test('what is surely better on rows that neither has learned from is promoted', async (t) => {
  const lab = await retrainingLab(t)
  await crown(lab, dull)
  await appendDays(lab, 100, 160)
  const policy = policyOf({ whenBetter: 'promote', ifItHolds: 'train' })
  const { decision } = await retrain(lab.deps, policy, byHand)
  assert.ok(decision !== undefined)
  assert.equal(decision.state, 'promoted')
  assert.match(
    decision.because,
    /^promoted 2 because mae [\d.]+ instead of [\d.]+ on the same 80 rows/,
  )
  assert.equal(await championOf(lab), 2)
  const { comparison } = decision.evidence
  assert.ok((comparison?.gain ?? 0) > 1 && (comparison?.low ?? 0) > 0)
  assert.deepEqual(
    comparison?.metrics.map(({ name }) => name),
    ['mae', 'rmse'],
  )
  assert.deepEqual(await getDecision(lab.database, decision.id), decision)
})

test('an order is held against the champion’s query by query', async (t) => {
  const lab = await retrainingLab(t)
  const model = { ...surfHeight, measure: [ndcg({ query: 'beachId' })] }
  await crown(lab, { ...dull, measure: model.measure })
  await appendDays(lab, 100, 130)
  const { evidence } = await retrain(lab.deps, policyOf({ model, ifItHolds: 'train' }), byHand)
  const { holds, comparison } = evidence
  assert.deepEqual([holds?.metric, comparison?.metric], ['ndcg', 'ndcg'])
  assert.ok(Number(holds?.now) > 0 && Number(holds?.low) < Number(holds?.high))
  assert.ok(Number(comparison?.candidate) > Number(comparison?.champion))
  assert.ok(Number(comparison?.low) < Number(comparison?.gain))
  assert.deepEqual(
    comparison?.metrics.map(({ candidate }) => candidate),
    [comparison?.candidate],
  )
})

test('what is not better leaves the champion where it is', async (t) => {
  const lab = await retrainingLab(t)
  await crown(lab)
  await appendDays(lab, 100, 160)
  const policy = policyOf({ whenBetter: 'promote', ifItHolds: 'train', model: dull })
  const { conclusion, because } = await retrain(lab.deps, policy, byHand)
  assert.equal(conclusion, 'keep')
  assert.match(because, /^kept 1 because 2 was not better \(Δ mae [\d.]+ ± [\d.]+\)$/)
  assert.equal(await championOf(lab), 1)
})

test('a gate that says no keeps the champion, whatever the comparison says', async (t) => {
  const lab = await retrainingLab(t)
  await crown(lab, dull)
  await appendDays(lab, 100, 160)
  const gate = {
    name: 'never',
    judge: () => ({ gate: 'never', held: false, found: 'this', wanted: 'that' }),
  }
  const model = { ...surfHeight, gates: [gate] }
  const policy = policyOf({ model, whenBetter: 'promote', ifItHolds: 'train' })
  const { because } = await retrain(lab.deps, policy, byHand)
  assert.equal(because, 'kept 1 because 2 did not pass its gates: never (found this, wanted that)')
  assert.equal(await championOf(lab), 1)
})

test('a training that fails is a decision, and the champion is untouched', async (t) => {
  const lab = await retrainingLab(t)
  await crown(lab)
  await appendDays(lab, 100, 160)
  // Which rounds are to be used is told by rows that it is not given.
  const model = { ...surfHeight, combine: { near: { kind: 'pca', of: ['tide'], parts: 2 } } }
  const policy = policyOf({ model: model as unknown as typeof surfHeight, ifItHolds: 'train' })
  const { conclusion, decision } = await retrain(lab.deps, policy, byHand)
  assert.equal(conclusion, 'fail')
  assert.match(decision?.because ?? '', /^training failed: ./)
  assert.equal(decision?.state, 'failed')
  assert.equal(await championOf(lab), 1)
})

test('a proposal waits until a person accepts it', async (t) => {
  const lab = await retrainingLab(t)
  await crown(lab, dull)
  await appendDays(lab, 100, 160)
  const { decision } = await retrain(lab.deps, policyOf({ ifItHolds: 'train' }), byHand)
  assert.ok(decision !== undefined)
  assert.equal(decision.state, 'proposed')
  assert.equal(await championOf(lab), 1)
  const deps = { ...lab.deps, ...settleDeps }
  const accepted = await acceptProposal(deps, decision.id, { by: 'grace', reason: 'looks right' })
  assert.equal(accepted.state, 'promoted')
  assert.deepEqual(
    [accepted.settled?.by, accepted.settled?.what],
    ['grace', 'accepted: looks right'],
  )
  assert.equal(await championOf(lab), 2)
  await assert.rejects(acceptProposal(deps, decision.id, { by: 'grace' }), {
    code: 'monitoring.notProposed',
    message: /is promoted\.$/,
  })
})

test('a proposal that is declined moves nothing, and a later one takes the place of one that waits', async (t) => {
  const lab = await retrainingLab(t)
  await crown(lab, dull)
  await appendDays(lab, 100, 160)
  const policy = policyOf({ ifItHolds: 'train' })
  const first = await retrain(lab.deps, policy, byHand)
  await declineProposal(lab.deps, first.decision?.id ?? '', { by: 'grace' })
  await appendDays(lab, 160, 200)
  const second = await retrain(lab.deps, policy, byHand)
  await appendDays(lab, 200, 240)
  await retrain(lab.deps, policy, byHand)
  const states = (await listDecisions(lab.database)).map(({ state }) => state)
  assert.deepEqual(states, ['proposed', 'superseded', 'declined'])
  assert.equal(await championOf(lab), 1)
  const deps = { ...lab.deps, ...settleDeps }
  await assert.rejects(acceptProposal(deps, second.decision?.id ?? '', { by: 'grace' }), {
    code: 'monitoring.notProposed',
  })
  await assert.rejects(acceptProposal(deps, 'dec_none', { by: 'grace' }), {
    code: 'monitoring.decisionNotFound',
  })
})

test('a proposal cannot be accepted once the alias has moved', async (t) => {
  const lab = await retrainingLab(t)
  await crown(lab, dull)
  await appendDays(lab, 100, 160)
  const { decision } = await retrain(lab.deps, policyOf({ ifItHolds: 'train' }), byHand)
  await appendDays(lab, 160, 170)
  await crown(lab)
  const deps = { ...lab.deps, ...settleDeps }
  await assert.rejects(acceptProposal(deps, decision?.id ?? '', { by: 'grace' }), {
    code: 'registry.aliasMovedMeanwhile',
  })
  assert.equal((await getDecision(lab.database, decision?.id ?? '')).state, 'proposed')
})

test('a rehearsal asks, trains nothing and writes nothing down', async (t) => {
  const lab = await retrainingLab(t)
  await crown(lab, dull)
  await appendDays(lab, 100, 160)
  const asked: string[] = []
  const { conclusion } = await retrain(lab.deps, policyOf({ ifItHolds: 'train' }), {
    ...byHand,
    isRehearsal: true,
    onAnswer: (question) => void asked.push(question),
  })
  assert.equal(conclusion, 'train')
  assert.deepEqual(asked, ['trigger', 'limit', 'newData', 'holds'])
  assert.equal((await lab.models.list('surf-height')).length, 1)
  assert.deepEqual(await listDecisions(lab.database), [])
})

test('trainings above the limit wait, and a person may force one', async (t) => {
  const lab = await retrainingLab(t)
  await crown(lab)
  await appendDays(lab, 100, 130)
  const policy = policyOf({ ifItHolds: 'train', atMost: { times: 1, per: '7d' } })
  await retrain(lab.deps, policy, byHand)
  await appendDays(lab, 130, 160)
  const second = await retrain(lab.deps, policy, byHand)
  assert.match(second.because, /^kept 1 because at most 1 in 7d, and the next may be at 2/)
  assert.equal(second.evidence.candidate, undefined)
  const trigger = { ...byHand.trigger, isForced: true }
  const third = await retrain(lab.deps, policy, { ...byHand, trigger })
  assert.notEqual(third.evidence.candidate, undefined)
})

test('what was decided by a clock that was far ahead holds up nothing when it is right again', async (t) => {
  const lab = await retrainingLab(t)
  await crown(lab)
  await appendDays(lab, 100, 130)
  const yearMs = 365 * 86_400_000
  const ahead = { ...lab.deps, now: () => new Date(lab.now().getTime() + yearMs) }
  const policy = policyOf({
    when: [atTimes('0 6 * * *')],
    ifItHolds: 'train',
    atMost: { times: 1, per: '7d' },
  })
  const wrong = await retrain(ahead, policy, byHand)
  assert.notEqual(wrong.evidence.candidate, undefined)
  await appendDays(lab, 130, 160)
  const right = { ...lab.deps, now: () => new Date(lab.now().getTime() + 2 * 86_400_000) }
  const next = await retrain(right, policy, ifDue)
  assert.equal(next.evidence.trigger?.kind, 'schedule')
  assert.deepEqual(next.evidence.limit, { trained: 0, freeAt: null })

  const at = right.now()
  const lookedAt = [undefined, wrong.decision?.startedAt, at]
  assert.deepEqual(
    lookedAt.map((looked) => isRetrainingDue({ every: '1h' }, looked, at)),
    [true, true, false],
  )
})

test('a canary is started where a service runs, and the decision tells what became of it', async (t) => {
  const lab = await retrainingLab(t)
  lab.isServed = true
  await crown(lab, dull)
  await appendDays(lab, 100, 160)
  const policy = policyOf({ whenBetter: 'canary', ifItHolds: 'train' })
  const { decision } = await retrain(lab.deps, policy, byHand)
  assert.equal(decision?.state, 'trying')
  assert.equal(await championOf(lab), 1)
  const [challenge] = await listChallenges(lab.database, 'surf')
  assert.deepEqual(
    [challenge?.version, challenge?.kind, challenge?.state],
    [2, 'canary', 'running'],
  )

  await endChallenge(lab, service, { by: 'grace', reason: 'too slow' })
  await retrain(lab.deps, policy, byHand)
  const settled = await getDecision(lab.database, decision.id)
  assert.equal(settled.state, 'kept')
  assert.equal(settled.because, 'kept 1 because the canary of 2 ended: too slow')
})

test('without a running service a canary is no canary: it is promoted, and says so', async (t) => {
  const lab = await retrainingLab(t)
  await crown(lab, dull)
  await appendDays(lab, 100, 160)
  const policy = policyOf({ whenBetter: 'canary', ifItHolds: 'train' })
  const { decision } = await retrain(lab.deps, policy, byHand)
  assert.equal(decision?.state, 'promoted')
  assert.match(decision.because, /without a canary, as no service of it runs$/)
})

test('an automatic promotion that goes bad is rolled back, once', async (t) => {
  const lab = await retrainingLab(t)
  await crown(lab)
  await appendDays(lab, 100, 140)
  // What says the mean takes the alias, as the policy is content with anything.
  const careless = policyOf({
    model: dull,
    whenBetter: 'promote',
    ifItHolds: 'train',
    better: 'not worse',
    watch: { for: '7d', rows: 10 },
  })
  const promoted = await retrain({ ...lab.deps, ...lucky(lab) }, careless, byHand)
  assert.equal(promoted.conclusion, 'promote')
  assert.equal(await championOf(lab), 2)
  assert.equal((await retrain(lab.deps, careless, ifDue)).conclusion, 'not due')

  await appendDays(lab, 140, 160)
  const back = await retrain(lab.deps, careless, ifDue)
  assert.equal(back.conclusion, 'roll back')
  assert.match(
    back.because,
    /^rolled back to 1 because 2 is worse on the 40 labelled rows that came since \(Δ mae [\d.]+ ± [\d.]+\)$/,
  )
  assert.equal(await championOf(lab), 1)
  assert.notEqual((await retrain(lab.deps, careless, ifDue)).conclusion, 'roll back')
  const states = (await listDecisions(lab.database)).map(({ state }) => state)
  assert.deepEqual(states, ['rolled-back', 'promoted'])
})

/** Comparisons find the two alike: the champion is read as what it was not. */
function lucky(lab: Awaited<ReturnType<typeof retrainingLab>>) {
  const { models } = lab
  const find: typeof models.find = async (model, version) => {
    const found = await models.find(model, 2)
    return version === 1 && found !== undefined
      ? { ...found, version: 1 }
      : models.find(model, version)
  }
  return { models: { ...models, find } }
}

test('what a person moved meanwhile is not moved again', async (t) => {
  const lab = await retrainingLab(t)
  await crown(lab, dull)
  await appendDays(lab, 100, 160)
  const { promote } = lab.deps
  const deps: typeof lab.deps = {
    ...lab.deps,
    examine: async (model, asked) => {
      const examination = await lab.deps.examine(model, asked)
      await promoteVersion(lab, {
        model: 'surf-height',
        version: 2,
        alias: 'champion',
        by: 'grace',
        gates: [],
      })
      return examination
    },
    promote,
  }
  const policy = policyOf({ whenBetter: 'promote', ifItHolds: 'train' })
  const { decision } = await retrain(deps, policy, byHand)
  assert.equal(decision?.state, 'kept')
  assert.match(decision.because, /^kept 2 because the alias moved while 2 was trained$/)
})

test('of two at once one wins and the other is told', async (t) => {
  const lab = await retrainingLab(t)
  await takeClaim(lab, 'retraining:surf-height')
  await assert.rejects(retrain(lab.deps, policyOf({ name: 'nightly' }), byHand), {
    code: 'monitoring.retrainingRuns',
    message: /^Model surf-height is being retrained already: by /,
  })
})
