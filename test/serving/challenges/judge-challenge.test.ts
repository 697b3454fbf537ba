import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addTallies,
  armCounter,
  noTally,
  type ArmTally,
} from '../../../src/serving/challenges/arm-tally.ts'
import { isAmong } from '../../../src/serving/challenges/choose-arm.ts'
import { judgeChallenge } from '../../../src/serving/challenges/judge-challenge.ts'
import {
  noDifference,
  type DifferenceTally,
} from '../../../src/serving/challenges/difference-tally.ts'
import type { Challenge, ChallengeId } from '../../../src/serving/challenges/challenge.ts'

const startedAt = new Date('2026-03-01T12:00:00Z')
const afterMinutes = (count: number): Date => new Date(startedAt.getTime() + count * 60_000)

function tally(about: Partial<ArmTally> = {}): ArmTally {
  const sample = Array.from({ length: 200 }, (_, at) => at / 128)
  return { rowCount: 200, errorCount: 0, tookMs: 2, sample, stride: 1, ...about }
}

function canary(
  arms: {
    readonly current?: ArmTally
    readonly challenger?: ArmTally
    readonly difference?: DifferenceTally
  } = {},
  about: Partial<Challenge> = {},
): Challenge {
  return {
    id: 'chl_1' as ChallengeId,
    service: 'surf',
    model: 'surf-height',
    version: 2,
    kind: 'canary',
    plan: {
      stages: [0.1, 1],
      everyMs: 10 * 60_000,
      leastRows: 100,
      limits: { errorShare: 0.01, slowerMs: 5, shift: 0.2 },
    },
    state: 'running',
    stage: 0,
    stageSince: startedAt,
    startedAt,
    startedBy: 'ada',
    events: [],
    tallies: { current: tally(), challenger: tally(), difference: noDifference, ...arms },
    revision: 1,
    ...about,
  }
}

test('a canary within its limits waits for the end of its stage, goes on, and wins after the last', () => {
  assert.equal(judgeChallenge(canary(), afterMinutes(9)).next, 'wait')
  assert.deepEqual(judgeChallenge(canary(), afterMinutes(10)), {
    next: 'advance',
    because: '200 rows were answered within its limits',
  })
  assert.equal(judgeChallenge(canary({}, { stage: 1 }), afterMinutes(10)).next, 'win')
})

test('a canary that few have asked waits, however long it takes', () => {
  const few = canary({ challenger: tally({ rowCount: 99 }) })
  assert.equal(judgeChallenge(few, afterMinutes(1000)).next, 'wait')
})

const failures: readonly [string, Challenge, string][] = [
  [
    'fails too often, before enough rows are there',
    canary({ challenger: tally({ rowCount: 20, errorCount: 3 }) }),
    '3 of 23 rows failed, where 1 % may',
  ],
  [
    'is too slow',
    canary({ challenger: tally({ tookMs: 1300 }) }),
    'a row takes 6.49 ms longer, where 5 ms may be',
  ],
  [
    'predicts otherwise',
    canary({ difference: { rowCount: 200, sum: 100, absoluteSum: 100, greatest: 1 } }),
    'it predicts 1.11 deviations from the current version for the same rows, where 0.2 may be',
  ],
]
for (const [what, challenge, because] of failures) {
  test(`a canary that ${what} goes back at once`, () => {
    assert.deepEqual(judgeChallenge(challenge, afterMinutes(0)), { next: 'roll-back', because })
  })
}

test('two failures are no reason', () => {
  const twice = canary({ challenger: tally({ errorCount: 2 }) })
  assert.equal(judgeChallenge(twice, startedAt).next, 'wait')
})

test('a version that always said the same is left by any difference, and by none for none', () => {
  const same = tally({ sample: [3, 3, 3] })
  const moved = { rowCount: 200, sum: 1, absoluteSum: 1, greatest: 0.1 }
  assert.equal(judgeChallenge(canary({ current: same }), startedAt).next, 'wait')
  assert.equal(
    judgeChallenge(canary({ current: same, difference: moved }), startedAt).next,
    'roll-back',
  )
})

test('shadows and splits are not judged', () => {
  for (const kind of ['shadow', 'split'] as const) {
    const failing = canary({ challenger: tally({ errorCount: 100 }) }, { kind })
    assert.equal(judgeChallenge(failing, afterMinutes(100)).next, 'wait')
  }
})

test('a share of the keys is chosen, the same ones again, and a larger share keeps them', () => {
  const keys = Array.from({ length: 10_000 }, (_, at) => ({ card: `card-${at}`, shop: at % 7 }))
  const chosen = (share: number, challenge = 'chl_1') =>
    keys.filter((key) => isAmong(share, challenge, key)).map(({ card }) => card)
  const [tenth, half] = [chosen(0.1), chosen(0.5)]
  // Five standard deviations of so many throws.
  assert.ok(Math.abs(tenth.length - 1000) < 150, `${tenth.length}`)
  assert.ok(Math.abs(half.length - 5000) < 250, `${half.length}`)
  assert.deepEqual(chosen(0.1), tenth)
  assert.equal(new Set([...half, ...tenth]).size, half.length)
  assert.notDeepEqual(chosen(0.1, 'chl_2'), tenth)
  assert.deepEqual([chosen(0).length, chosen(1).length], [0, 10_000])
})

test('a sample is spread over all that was counted, in whatever parts', () => {
  const counter = armCounter()
  let sum = noTally
  for (let at = 0; at < 10_000; at += 1) {
    counter.add(at, 0.5)
    if (at % 3000 === 0) sum = addTallies(sum, counter.take())
  }
  counter.fail()
  sum = addTallies(sum, counter.take())
  assert.deepEqual([sum.rowCount, sum.errorCount, sum.tookMs], [10_000, 1, 5000])
  assert.ok(sum.sample.length >= 1000 && sum.sample.length <= 2000, `${sum.sample.length}`)
  const means = sum.sample.reduce((total, value) => total + value, 0) / sum.sample.length
  assert.ok(Math.abs(means - 5000) < 200, `${means}`)
})
