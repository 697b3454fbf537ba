/** How far a shadow's values are from those that were answered to the same rows. */
export interface ShadowTally {
  readonly rowCount: number
  /** Of what it thought less what was answered. */
  readonly sum: number
  readonly absoluteSum: number
  readonly greatest: number
}

export interface ShadowCounter {
  add(answered: number, thought: number): void
  /** What was counted since it was taken last. */
  take(): ShadowTally
}

export const noShadowTally: ShadowTally = { rowCount: 0, sum: 0, absoluteSum: 0, greatest: 0 }

export function shadowCounter(): ShadowCounter {
  let tally = noShadowTally
  return {
    add(answered, thought) {
      const sum = thought - answered
      const absoluteSum = Math.abs(sum)
      tally = addShadows(tally, { rowCount: 1, sum, absoluteSum, greatest: absoluteSum })
    },
    take() {
      const taken = tally
      tally = noShadowTally
      return taken
    },
  }
}

export function addShadows(first: ShadowTally, second: ShadowTally): ShadowTally {
  return {
    rowCount: first.rowCount + second.rowCount,
    sum: first.sum + second.sum,
    absoluteSum: first.absoluteSum + second.absoluteSum,
    greatest: Math.max(first.greatest, second.greatest),
  }
}
