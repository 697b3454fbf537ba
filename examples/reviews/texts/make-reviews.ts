import { seededRandom, type Random } from 'groundswell'
import { phrases, things } from './phrases.ts'
import type { Sentiment } from './sentiments.ts'

export interface MadeReview {
  readonly reviewId: string
  readonly writtenAt: Date
  readonly stars: number
  readonly review: string
}

/** How many of a thousand have one star, two, …: most are content, as reviews are. */
const starShares = [130, 90, 130, 250, 400] as const

/** What is said under so many stars: a sentence is of a feeling by these shares. */
const feelings: readonly Readonly<Record<Sentiment, number>>[] = [
  { negative: 0.85, neutral: 0.13, positive: 0.02 },
  { negative: 0.65, neutral: 0.3, positive: 0.05 },
  { negative: 0.15, neutral: 0.7, positive: 0.15 },
  { negative: 0.04, neutral: 0.3, positive: 0.66 },
  { negative: 0.02, neutral: 0.1, positive: 0.88 },
]

const writtenFrom = Date.UTC(2026, 0, 1)
const hourMs = 3_600_000

export function makeReviews(count: number, seed: string): readonly MadeReview[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, (_, at) => {
    const star = drawPlace(random, starShares)
    const thing = random.pick(things)
    const sentences = Array.from({ length: 2 + random.below(4) }, () =>
      random.pick(phrases[drawFeeling(random, feelings[star] ?? feelings[2])]),
    )
    return {
      reviewId: `r${at + 1}`,
      writtenAt: new Date(writtenFrom + at * hourMs),
      stars: star + 1,
      review: [...new Set(sentences)].join(' ').replaceAll('{thing}', thing),
    }
  })
}

function drawFeeling(
  random: Random,
  shares: Readonly<Record<Sentiment, number>> = { negative: 1, neutral: 1, positive: 1 },
): Sentiment {
  const names = ['negative', 'neutral', 'positive'] as const
  return (
    names[
      drawPlace(
        random,
        names.map((name) => shares[name]),
      )
    ] ?? 'neutral'
  )
}

function drawPlace(random: Random, weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let left = random.next() * total
  return Math.max(
    0,
    weights.findIndex((weight) => (left -= weight) < 0),
  )
}
