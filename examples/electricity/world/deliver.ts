import { mkdir, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dayMs, makeDays, worldBegin, type AreaDay } from './make-days.ts'

export interface DeliverOptions {
  /** Gets `prices/2026-11-20.csv`, `weather/…` and `outlook/…`. */
  readonly folder: string
  readonly seed: string
  readonly from: Date
  readonly to: Date
  readonly signal?: AbortSignal
}

/** What is expected is told so many days before. */
export const outlookDays = 5

/** Prices and measurements are known when their day is over. */
export function knownAfter(day: number): Date {
  return new Date(day + dayMs)
}

/** The moment at which the outlook for a day is told. */
export function outlookKnown(day: number): Date {
  return new Date(day - outlookDays * dayMs)
}

/**
 * Delivers what the world has told by `to` and what isn't there yet. The same seed gives the same bytes; a file
 * is there whole or not at all. Resolves to the number of files.
 */
export async function deliverFiles({ folder, seed, from, to, signal }: DeliverOptions) {
  const today = Math.floor(to.getTime() / dayMs) * dayMs
  const first = Math.max(worldBegin, Math.floor(from.getTime() / dayMs) * dayMs)
  const days = makeDays(seed, today + outlookDays * dayMs)
  const inTime = [...days].filter(([day]) => day >= first)
  let count = 0
  for (const [kind, rows] of Object.entries(kinds)) {
    const told = inTime.filter(([day]) => (kind === 'outlook' ? true : day < today))
    count += await writeMissing(join(folder, kind), told, rows, signal)
  }
  return count
}

type Rows = (days: readonly AreaDay[]) => readonly (readonly (string | number)[])[]

const kinds: Readonly<Record<string, Rows>> = {
  prices: (days) => [
    ['area', 'day', 'price'],
    ...days.map(({ area, day, price }) => [area, dayName(day), price]),
  ],
  weather: (days) => [
    [
      'area',
      'day',
      'temperature',
      'wind',
      'precipitationType',
      'precipitation',
      'sunshine',
      'clouds',
    ],
    ...days.map(({ area, day, weather }) => [
      area,
      dayName(day),
      weather.temperature,
      weather.wind,
      weather.precipitationType === 'none' ? '' : weather.precipitationType,
      weather.precipitation,
      weather.sunshine,
      weather.clouds,
    ]),
  ],
  outlook: (days) => [
    ['area', 'day', 'temperature', 'wind', 'clouds'],
    ...days.map(({ area, day, outlook }) => [
      area,
      dayName(day),
      outlook.temperature,
      outlook.wind,
      outlook.clouds,
    ]),
  ],
}

function dayName(day: number): string {
  return new Date(day).toISOString().slice(0, 10)
}

async function writeMissing(
  folder: string,
  days: readonly (readonly [number, readonly AreaDay[]])[],
  rows: Rows,
  signal: AbortSignal | undefined,
): Promise<number> {
  await mkdir(folder, { recursive: true })
  const present = new Set(await readdir(folder))
  const missing = days.filter(([day]) => !present.has(`${dayName(day)}.csv`))
  for (const [day, own] of missing) {
    signal?.throwIfAborted()
    const path = join(folder, `${dayName(day)}.csv`)
    const text = rows(own).map((row) => `${row.join(',')}\n`)
    await writeFile(`${path}.part`, text.join(''))
    await rename(`${path}.part`, path)
  }
  return missing.length
}
