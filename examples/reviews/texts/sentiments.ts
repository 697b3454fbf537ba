/** A class is told by its place in this list. */
export const sentiments = ['negative', 'neutral', 'positive'] as const
export type Sentiment = (typeof sentiments)[number]

/** Of one to five stars: up to two are negative, three neutral, more positive. */
export function sentimentOf(stars: number): number {
  return stars <= 2 ? 0 : stars === 3 ? 1 : 2
}
