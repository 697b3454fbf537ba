import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { seededRandom } from '../base/index.ts'

const dayMs = 86_400_000
const dayCount = 90
const tripCount = 30

/** How many minutes each needs for a kilometre. */
const couriers = [
  { name: 'ada', pace: 2.6 },
  { name: 'grace', pace: 3 },
  { name: 'linus', pace: 3.6 },
  { name: 'mary', pace: 2.9 },
] as const

/** Writes three months of made-up trips for the template, a file for each day that is over. */
export async function writeTripData(folder: string, today: Date): Promise<void> {
  const random = seededRandom('trips')
  const midnight = Math.floor(today.getTime() / dayMs) * dayMs
  const trips = join(folder, 'trips')
  await mkdir(trips, { recursive: true })
  for (let back = dayCount; back > 0; back -= 1) {
    const day = midnight - back * dayMs
    const own = random.fork(`day ${back}`)
    const rows = couriers.flatMap(({ name, pace }) =>
      Array.from({ length: Math.floor(tripCount / couriers.length) }, (_, index) => {
        const at = new Date(day + (8 + index * 1.5 + own.next()) * 3_600_000).toISOString()
        const distance = 0.5 + 11 * own.next() ** 2
        const weight = 0.2 + 14 * own.next() ** 3
        const minutes = 3 + distance * pace * (1 + weight / 40) + own.normal() * 1.5
        const figures = [distance, weight, Math.max(1, minutes)].map((one) => one.toFixed(2))
        return `${[name, at, ...figures].join(',')}\n`
      }),
    )
    const text = `courier,at,distance,weight,minutes\n${rows.join('')}`
    await writeFile(join(trips, `${new Date(day).toISOString().slice(0, 10)}.csv`), text)
  }
}
