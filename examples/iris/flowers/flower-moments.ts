/** The flowers that were there before the first day: number one was measured at midnight, each next an hour later. */
export const historyName = 'history.csv'
export const historyCount = 150
const historyFrom = Date.UTC(1936, 8, 1)
const hourMs = 3_600_000

export const dayMs = 86_400_000

export function historicalMoment(flower: number): Date {
  return new Date(historyFrom + (flower - 1) * hourMs)
}

/** A flower is measured each midnight, UTC: `2026-11-21.csv`. */
export function dailyMoment(fileName: string): Date {
  return new Date(fileName.slice(0, -'.csv'.length))
}

/** The names of the files of the last `count` days. */
export function dailyNames(now: Date, count: number): readonly string[] {
  const last = Math.floor(now.getTime() / dayMs)
  return Array.from({ length: count }, (_, at) => {
    const day = new Date((last - count + 1 + at) * dayMs)
    return `${day.toISOString().slice(0, 10)}.csv`
  })
}

export function measuredKnownAt(fileName: string): Date {
  return fileName.endsWith(historyName) ? new Date(historyFrom) : dailyMoment(lastPart(fileName))
}

/** Which variety a flower is, is known a day after it was measured. */
export function varietyKnownAt(fileName: string): Date {
  if (fileName.endsWith(historyName)) return historicalMoment(historyCount + 1)
  return new Date(dailyMoment(lastPart(fileName)).getTime() + dayMs)
}

function lastPart(fileName: string): string {
  return fileName.slice(-'2026-11-21.csv'.length)
}
