export const corrections = ['sidak', 'benjaminiHochberg'] as const

/** How p-values of several tests are made honest about their number. */
export type Correction = (typeof corrections)[number]

/**
 * P-values adjusted for being many, in their order; each is then held against the level as it is.
 * `sidak`: 1 − (1 − p)^m, so that all tests together err at the level. `benjaminiHochberg`: of those that
 * are called different, about the level's share is not.
 */
export function correctPValues(pValues: readonly number[], correction: Correction): number[] {
  switch (correction) {
    case 'sidak':
      // 1 − (1 − p)^m without the loss of digits for small p.
      return pValues.map((p) => -Math.expm1(pValues.length * Math.log1p(-p)))
    case 'benjaminiHochberg':
      return benjaminiHochberg(pValues)
  }
}

function benjaminiHochberg(pValues: readonly number[]): number[] {
  const adjusted = pValues.map(() => 1)
  const fromLargest = pValues.map((p, at) => ({ p, at })).toSorted((a, b) => b.p - a.p)
  let least = 1
  for (const [place, { p, at }] of fromLargest.entries()) {
    const rank = pValues.length - place
    least = Math.min(least, (p * pValues.length) / rank)
    adjusted[at] = least
  }
  return adjusted
}
