/** A flower that a version has spoken of, and what it turned out to be. */
export interface ToldFlower {
  readonly flower: number
  readonly measuredAt: Date
  readonly predicted: number
  /** Undefined until the next day. */
  readonly variety: number | undefined
  readonly measured: Readonly<Record<string, unknown>>
}

export interface Confusion {
  /** The first day of the month. */
  readonly month: string
  /** By true variety, by predicted one. */
  readonly counts: readonly (readonly number[])[]
}

/** By month, oldest first; flowers that nobody has told of yet are left out. */
export function confusionByMonth(
  flowers: readonly ToldFlower[],
  varietyCount: number,
): readonly Confusion[] {
  const known = flowers.filter(({ variety }) => variety !== undefined)
  const byMonth = Map.groupBy(known, ({ measuredAt }) => measuredAt.toISOString().slice(0, 7))
  return [...byMonth]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([month, own]) => ({ month, counts: countPairs(own, varietyCount) }))
}

export function countPairs(
  flowers: readonly ToldFlower[],
  varietyCount: number,
): readonly (readonly number[])[] {
  const places = Array.from({ length: varietyCount }, (_, at) => at)
  return places.map((variety) =>
    places.map(
      (predicted) =>
        flowers.filter((own) => own.variety === variety && own.predicted === predicted).length,
    ),
  )
}

/** Whether each variety was seen at least once: of fewer a matrix tells little. */
export function sawAll(counts: readonly (readonly number[])[]): boolean {
  return counts.every((row) => row.some((count) => count > 0))
}

export function rightOf(counts: readonly (readonly number[])[]): {
  readonly right: number
  readonly all: number
} {
  return {
    right: counts.reduce((sum, row, at) => sum + (row[at] ?? 0), 0),
    all: counts.flat().reduce((sum, count) => sum + count, 0),
  }
}
