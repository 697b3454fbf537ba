import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { seededRandom, type Random } from '../base/index.ts'

const dayMs = 86_400_000
const weekCount = 104
const forecastDays = 10

const stations = [
  { name: 'bridge', riders: 2400, weekend: 0.55, warmer: 0 },
  { name: 'harbour', riders: 1300, weekend: 0.9, warmer: 0.8 },
  { name: 'park', riders: 800, weekend: 1.7, warmer: -0.6 },
] as const

/** The weather of one day at one station, as it came. */
interface DayWeather {
  readonly temperature: number
  readonly rain: number
}

/**
 * Writes two years of a made-up world for the template: each Monday the counts of the week before, and
 * a forecast for ten days that errs more the further it looks. They end this week, so that what is
 * predicted lies ahead.
 */
export async function writeBicycleData(folder: string, today: Date): Promise<void> {
  const random = seededRandom('bicycles')
  const newest = mondayOf(today)
  const first = newest - weekCount * 7 * dayMs
  const weather = makeWeather(random.fork('weather'), first, weekCount * 7 + forecastDays)
  const [counts, forecasts] = [join(folder, 'counts'), join(folder, 'weather')]
  await Promise.all([counts, forecasts].map((path) => mkdir(path, { recursive: true })))
  for (let week = 0; week <= weekCount; week += 1) {
    const monday = first + week * 7 * dayMs
    const forecast = writeForecast(random.fork(`forecast ${week}`), weather, monday)
    await writeFile(join(forecasts, `${dayOf(monday)}.csv`), forecast)
    if (week === weekCount) continue
    const counted = writeCounts(random.fork(`counts ${week}`), weather, monday)
    await writeFile(join(counts, `${dayOf(monday)}.csv`), counted)
  }
}

function makeWeather(random: Random, first: number, dayCount: number): Map<number, DayWeather> {
  const weather = new Map<number, DayWeather>()
  let anomaly = 0
  let isWet = false
  for (let day = 0; day < dayCount; day += 1) {
    const at = first + day * dayMs
    anomaly = 0.75 * anomaly + 2.2 * random.normal()
    isWet = random.next() < (isWet ? 0.6 : 0.25)
    const season = Math.cos((2 * Math.PI * (yearDay(at) - 200)) / 365.25)
    const rain = isWet ? -5 * Math.log(1 - random.next()) : 0
    weather.set(at, { temperature: 11 + 8 * season + anomaly - (isWet ? 1 : 0), rain })
  }
  return weather
}

function writeForecast(
  random: Random,
  weather: ReadonlyMap<number, DayWeather>,
  monday: number,
): string {
  const lines = ['day,station,temperature,rain']
  for (let ahead = 0; ahead < forecastDays; ahead += 1) {
    const at = monday + ahead * dayMs
    const real = weather.get(at)
    if (real === undefined) continue
    const error = 0.3 + 0.25 * ahead
    const temperature = real.temperature + error * random.normal()
    const rain = Math.max(0, real.rain * (1 + 0.08 * error * random.normal()))
    for (const { name, warmer } of stations) {
      lines.push(`${dayOf(at)},${name},${(temperature + warmer).toFixed(1)},${rain.toFixed(1)}`)
    }
  }
  return `${lines.join('\n')}\n`
}

function writeCounts(
  random: Random,
  weather: ReadonlyMap<number, DayWeather>,
  monday: number,
): string {
  const lines = ['day,station,riders']
  for (let day = 0; day < 7; day += 1) {
    const at = monday + day * dayMs
    const real = weather.get(at)
    if (real === undefined) continue
    for (const { name, riders, weekend } of stations) {
      const pull = 1 / (1 + Math.exp(-(real.temperature - 9) / 5))
      const dry = Math.exp(-real.rain / 12)
      const noise = Math.exp(0.07 * random.normal())
      const expected = riders * (day < 5 ? 1 : weekend) * (0.35 + pull) * (0.45 + 0.55 * dry)
      lines.push(`${dayOf(at)},${name},${Math.round(expected * noise)}`)
    }
  }
  return `${lines.join('\n')}\n`
}

/** The newest Monday. */
function mondayOf(today: Date): number {
  const midnight = Math.floor(today.getTime() / dayMs) * dayMs
  return midnight - ((new Date(midnight).getUTCDay() + 6) % 7) * dayMs
}

function yearDay(at: number): number {
  return (at - Date.UTC(new Date(at).getUTCFullYear(), 0, 1)) / dayMs
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
