import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bitterReviews, negativePhrases } from '../client/bitter-reviews.ts'
import { makeReviews } from '../texts/make-reviews.ts'
import { sentimentOf } from '../texts/sentiments.ts'

const made = makeReviews(5_000, 'test')

test('up to two stars are negative, three neutral, more positive', () => {
  assert.deepEqual([1, 2, 3, 4, 5].map(sentimentOf), [0, 0, 1, 2, 2])
})

test('every number of stars is given as often as reviews have it, each with words of its own', () => {
  const counts = [1, 2, 3, 4, 5].map((stars) => made.filter((own) => own.stars === stars).length)
  for (const [at, share] of [0.13, 0.09, 0.13, 0.25, 0.4].entries()) {
    assert.ok(Math.abs((counts[at] ?? 0) / made.length - share) < 0.02, counts.join())
  }
  const saysLove = (stars: number) => {
    const own = made.filter((review) => review.stars === stars)
    return own.filter(({ review }) => review.includes('love')).length / own.length
  }
  assert.ok(saysLove(5) > 0.3 && saysLove(1) < 0.05)
  assert.ok(made.every(({ review }) => !review.includes('{')))
})

test('the same seed makes the same reviews, and fewer are the first of more', () => {
  assert.deepEqual(makeReviews(50, 'test'), made.slice(0, 50))
  assert.notDeepEqual(makeReviews(50, 'other'), made.slice(0, 50))
})

test('the client begins without a bitter word and ends with nearly all of them', () => {
  const texts = bitterReviews(1_000, 'test')
  const mean = (own: readonly string[]) =>
    own.reduce(
      (sum, text) => sum + negativePhrases.filter((phrase) => text.includes(phrase)).length,
      0,
    ) / own.length
  assert.ok(mean(texts.slice(0, 100)) < 0.5)
  assert.ok(mean(texts.slice(-100)) > 4.5)
})
