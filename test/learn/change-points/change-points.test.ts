import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  adwin,
  ddm,
  eddm,
  findChangePoints,
  judgeScore,
  kswin,
  pageHinkley,
} from '../../../src/learn/index.ts'
import { changeCases } from './change-cases.ts'

const golden = JSON.parse(
  readFileSync(new URL('../../golden/change-points.json', import.meta.url), 'utf8'),
) as { readonly answers: Readonly<Record<string, readonly string[]>> }

test('changes are found where River and Frouros found them when the golden file was made', () => {
  const found = Object.fromEntries(changeCases().map(({ name, found: own }) => [name, own]))
  assert.deepEqual(found, golden.answers)
})

test('missing values are passed over, and places are those in the series', () => {
  const values = [
    ...Array.from({ length: 40 }, () => 0),
    Number.NaN,
    ...Array.from({ length: 40 }, () => 9),
  ]
  const [first] = findChangePoints(pageHinkley({ threshold: 20 }), values)
  assert.deepEqual(first, { at: 43, sign: 'change' })
})

test('a series without change has none', () => {
  const constant = Array.from({ length: 2000 }, () => 0.5)
  for (const rule of [pageHinkley(), adwin(), kswin(), ddm()]) {
    assert.deepEqual(findChangePoints(rule, constant), [])
  }
  assert.deepEqual(findChangePoints(adwin(), []), [])
})

test('what a detector cannot read, and settings that make no sense, are refused', () => {
  assert.throws(() => findChangePoints(eddm(), [0, 1, 0.5]), { code: 'learn.wrongNumber' })
  assert.throws(() => findChangePoints(ddm(), [2]), { code: 'learn.wrongNumber' })
  assert.throws(() => findChangePoints(adwin(), [Infinity]), { code: 'learn.wrongNumber' })
  assert.throws(() => ddm({ warning: 3, change: 2 }), { code: 'learn.wrongSetting' })
  assert.throws(() => kswin({ window: 20, newest: 15 }), { code: 'learn.wrongSetting' })
})

test('a score is held against its history in three ways', () => {
  const history = [0.8, 0.82, 0.78, 0.81, 0.79]
  const verdicts = judgeScore(history, 0.77, 'higher')
  const bounds = verdicts.map(({ test: name, bound, isWorse }) => [name, bound.toFixed(4), isWorse])
  assert.deepEqual(bounds, [
    ['worstSoFar', '0.7800', true],
    ['twoDeviations', '0.7717', true],
    ['quartiles', '0.7600', false],
  ])
})

test('of a metric where lower is better, higher is worse', () => {
  const history = [3, 3.2, 2.8, 3.1, 2.9]
  const worse = judgeScore(history, 4, 'lower').map(({ isWorse }) => isWorse)
  assert.deepEqual(worse, [true, true, true])
  const better = judgeScore(history, 1, 'lower').map(({ isWorse }) => isWorse)
  assert.deepEqual(better, [false, false, false])
})

test('a first score has nothing to be held against', () => {
  assert.deepEqual(judgeScore([], 0.5, 'higher'), [])
  assert.deepEqual(judgeScore([Number.NaN], 0.5, 'higher'), [])
})
