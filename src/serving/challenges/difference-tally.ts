/** How far the challenger's values are from those of the current version, row by row. */
export interface DifferenceTally {
  readonly rowCount: number
  /** Of the challenger's less the current one's. */
  readonly sum: number
  readonly absoluteSum: number
  readonly greatest: number
}

export interface DifferenceCounter {
  add(current: number, challenger: number): void
  /** What was counted since it was taken last. */
  take(): DifferenceTally
}

export const noDifference: DifferenceTally = { rowCount: 0, sum: 0, absoluteSum: 0, greatest: 0 }

export function differenceCounter(): DifferenceCounter {
  let tally = noDifference
  return {
    add(current, challenger) {
      const sum = challenger - current
      const absoluteSum = Math.abs(sum)
      tally = addDifferences(tally, { rowCount: 1, sum, absoluteSum, greatest: absoluteSum })
    },
    take() {
      const taken = tally
      tally = noDifference
      return taken
    },
  }
}

export function addDifferences(first: DifferenceTally, second: DifferenceTally): DifferenceTally {
  return {
    rowCount: first.rowCount + second.rowCount,
    sum: first.sum + second.sum,
    absoluteSum: first.absoluteSum + second.absoluteSum,
    greatest: Math.max(first.greatest, second.greatest),
  }
}
