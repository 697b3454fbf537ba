import type { LearnedChoices, LearnedGenerator } from './learned-generator.ts'

/** What rare texts are called together. */
export const otherText = 'other'

export interface ChoiceOptions {
  readonly smallest: number
  /** Rare values become one, are left out, or are kept although they may point to somebody. */
  readonly rare: LearnedGenerator['rare']
}

/**
 * The values with their shares, the commonest first. What is rarer than `smallest` is pooled as `other` where
 * that is not rare itself. Undefined where no value is common enough.
 */
export function learnChoices<Value extends string | boolean>(
  values: readonly Value[],
  { smallest, rare }: ChoiceOptions,
): LearnedChoices | undefined {
  const counts = new Map<string | boolean, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const isKept = (count: number) => rare === 'keep' || count >= smallest
  const kept = new Map([...counts].filter(([, count]) => isKept(count)))
  const pooled = [...counts.values()].reduce((sum, count) => sum + (isKept(count) ? 0 : count), 0)
  if (rare === 'pool' && pooled >= smallest) {
    kept.set(otherText, (kept.get(otherText) ?? 0) + pooled)
  }
  if (kept.size === 0) return undefined
  const whole = [...kept.values()].reduce((sum, count) => sum + count, 0)
  const sorted = [...kept].toSorted(([a, of], [b, other]) => other - of || (a < b ? -1 : 1))
  return {
    kind: 'choices',
    values: sorted.map(([value]) => value),
    shares: sorted.map(([, count]) => count / whole),
    pooledShare: pooled / values.length,
  }
}
