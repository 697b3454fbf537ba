/** One day of the bank, in UTC: how many frauds were expected, and how many turned out to be ones. */
export interface DayCount {
  readonly day: string
  /** Undefined for a day that was never scored. */
  readonly predicted: number | undefined
  /** Undefined while the holders haven't said. */
  readonly reported: number | undefined
}

export interface Judged {
  readonly at: Date
  readonly isFraud: boolean
}

/** The last so many days that anything is known of, oldest first, without gaps. */
export function countDays(
  predicted: readonly Judged[],
  reported: readonly Judged[],
  dayCount: number,
): DayCount[] {
  const [said, came] = [countsOf(predicted), countsOf(reported)]
  const newest = [...said.keys(), ...came.keys()].toSorted().at(-1)
  if (newest === undefined) return []
  return Array.from({ length: dayCount }, (_, at) => {
    const day = dayOf(new Date(Date.parse(newest) - (dayCount - 1 - at) * dayMs))
    return { day, predicted: said.get(day), reported: came.get(day) }
  })
}

const dayMs = 86_400_000

function countsOf(judged: readonly Judged[]): ReadonlyMap<string, number> {
  const byDay = Map.groupBy(judged, ({ at }) => dayOf(at))
  return new Map([...byDay].map(([day, own]) => [day, own.filter(({ isFraud }) => isFraud).length]))
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10)
}
