import assert from 'node:assert/strict'
import { test } from 'node:test'
import { normalQuantile } from '../../../src/learn/index.ts'

test('normal quantiles are SciPy’s to 1e-14 of the value', () => {
  // scipy.stats.norm.ppf of SciPy 1.17.1
  const golden = [
    [1e-300, -37.0470962993612],
    [1e-20, -9.262340089798409],
    [1e-5, -4.264890793922825],
    [0.01, -2.3263478740408408],
    [0.075, -1.4395314709384563],
    [0.3, -0.5244005127080409],
    [0.9, 1.2815515655446004],
    [0.999999, 4.753424308817087],
  ] as const
  for (const [probability, value] of golden) {
    const apart = Math.abs(normalQuantile(probability) - value)
    assert.ok(apart <= 1e-14 * Math.abs(value), `${probability}: ${normalQuantile(probability)}`)
  }
})

test('what is certain is infinitely far, and what is no probability has no quantile', () => {
  assert.deepEqual([0, 1, 0.5].map(normalQuantile), [-Infinity, Infinity, 0])
  assert.deepEqual([-0.1, 1.1, Number.NaN].map(normalQuantile), [
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ])
})
