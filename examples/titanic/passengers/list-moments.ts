/** The list of 1912: number one came onto it at midnight, each next a minute later. */
export const historyName = 'history.csv'
export const historyCount = 891
const historyFrom = Date.UTC(1912, 3, 10)

export const dayMs = 86_400_000
/** New passengers come onto the list at eight, UTC. */
const listedHour = 8

export function historicalMoment(passengerId: number): Date {
  return new Date(historyFrom + (passengerId - 1) * 60_000)
}

/** `2026-11-21.csv`: the passenger of that day. */
export function dailyName(day: string): string {
  return `${day}.csv`
}

export function dailyMoment(day: string): Date {
  return new Date(Date.parse(day) + listedHour * 3_600_000)
}

/** When the passengers of a list were known: those of 1912 all before the first came onto it. */
export function knownPassengersAt(fileName: string): Date {
  return isHistory(fileName) ? new Date(historyFrom) : dailyMoment(dayOf(fileName))
}

/** What became of a passenger is known a day later. */
export function knownOutcomesAt(fileName: string): Date {
  return isHistory(fileName)
    ? historicalMoment(historyCount + 1)
    : new Date(dailyMoment(dayOf(fileName)).getTime() + dayMs)
}

/** Days whose passenger is on the list at this moment, the last `count` of them. */
export function listedDays(now: Date, count: number): readonly string[] {
  const last = Math.floor((now.getTime() - listedHour * 3_600_000) / dayMs)
  return Array.from({ length: count }, (_, at) => dayAt(last - count + 1 + at))
}

function dayAt(daysSinceEpoch: number): string {
  return new Date(daysSinceEpoch * dayMs).toISOString().slice(0, 10)
}

function isHistory(fileName: string): boolean {
  return fileName.endsWith(historyName)
}

function dayOf(fileName: string): string {
  const day = /(\d{4}-\d\d-\d\d)\.csv$/.exec(fileName)?.[1]
  if (day === undefined) {
    throw new Error(`A list is called ${historyName} or after its day, as 2026-11-21.csv.`)
  }
  return day
}
