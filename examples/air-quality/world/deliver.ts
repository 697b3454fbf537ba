import { mkdir, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dayMs, forecastOf, makeDays, worldBegin, type CityDay } from './make-days.ts'
import { sensors } from './sensors.ts'

export interface DeliverOptions {
  /** Gets `air/2026-11-20.csv` and `weather/2026-11-21.csv`. */
  readonly folder: string
  readonly seed: string
  readonly from: Date
  readonly to: Date
  readonly signal?: AbortSignal
}

/** How many days ahead the weather is told of. */
export const forecastDays = 7
/** Files come at six in the morning, UTC. */
const tellingMs = 6 * 3_600_000

/** The dust of a day is told the next morning, … */
export function airKnownAt(fileName: string): Date {
  return new Date(dayOfFile(fileName) + dayMs + tellingMs)
}

/** … and the weather of the days to come on the morning of the day. */
export function weatherKnownAt(fileName: string): Date {
  return new Date(dayOfFile(fileName) + tellingMs)
}

function dayOfFile(fileName: string): number {
  return Date.parse(fileName.slice(-'2026-01-31.csv'.length, -'.csv'.length))
}

/** Delivers what the world has told by `to` and what isn't there yet. Resolves to the number of files. */
export async function deliverDays({ folder, seed, from, to, signal }: DeliverOptions) {
  const told = Math.floor((to.getTime() - tellingMs) / dayMs) * dayMs
  const first = Math.max(worldBegin, Math.floor(from.getTime() / dayMs) * dayMs)
  const cities = [...makeDays(seed, told + forecastDays * dayMs).values()]
  const dayAt = (days: readonly CityDay[], day: number) => days[(day - worldBegin) / dayMs]
  const air = (day: number) => [
    'city,country,street,date,pm25',
    ...sensors.flatMap(({ country, street }, at) => {
      const own = dayAt(cities[at] ?? [], day)
      return own === undefined
        ? []
        : [own].map(({ city, pm25 }) => [city, country, street, dayName(day), pm25].join())
    }),
  ]
  const weather = (day: number) => [
    'city,date,temperature,precipitation,windSpeed,windDirection',
    ...cities.flatMap((days) =>
      Array.from({ length: forecastDays + 1 }, (_, ahead) => {
        const own = dayAt(days, day + ahead * dayMs)
        if (own === undefined) return []
        const said = forecastOf(own.weather, `${seed}/${own.city}/${day}/${ahead}`, ahead)
        const values = [said.temperature, said.precipitation, said.windSpeed, said.windDirection]
        return [[own.city, dayName(own.day), ...values].join()]
      }).flat(),
    ),
  ]
  const write = { first, signal }
  return (
    (await writeMissing(join(folder, 'air'), air, { ...write, last: told - dayMs })) +
    (await writeMissing(join(folder, 'weather'), weather, { ...write, last: told }))
  )
}

async function writeMissing(
  folder: string,
  linesOf: (day: number) => readonly string[],
  { first, last, signal }: { first: number; last: number; signal: AbortSignal | undefined },
): Promise<number> {
  await mkdir(folder, { recursive: true })
  const there = new Set(await readdir(folder))
  let count = 0
  for (let day = first; day <= last; day += dayMs) {
    const path = join(folder, `${dayName(day)}.csv`)
    if (there.has(`${dayName(day)}.csv`)) continue
    signal?.throwIfAborted()
    // Written beside its place, then renamed: a reader of the folder never meets half a file.
    await writeFile(`${path}.part`, `${linesOf(day).join('\n')}\n`)
    await rename(`${path}.part`, path)
    count += 1
  }
  return count
}

function dayName(day: number): string {
  return new Date(day).toISOString().slice(0, 10)
}
