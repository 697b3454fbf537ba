import { seededRandom } from 'groundswell'
import { sensors, type City, type Sensor } from './sensors.ts'

/** Our world begins here, however far back it is delivered: a longer history has the same days. */
export const worldBegin = Date.UTC(2023, 0, 1)
export const dayMs = 86_400_000

export interface Weather {
  readonly temperature: number
  readonly precipitation: number
  readonly windSpeed: number
  readonly windDirection: number
}

export interface CityDay {
  readonly city: City
  /** Midnight, UTC. */
  readonly day: number
  readonly pm25: number
  readonly weather: Weather
}

/** Every day from the begin of the world on, by city. */
export function makeDays(seed: string, until: number): ReadonlyMap<City, readonly CityDay[]> {
  const count = Math.max(0, Math.floor((until - worldBegin) / dayMs) + 1)
  return new Map(sensors.map((sensor) => [sensor.city, cityDays(sensor, seed, count)]))
}

function cityDays(sensor: Sensor, seed: string, count: number): readonly CityDay[] {
  const own = `${seed}/${sensor.city}`
  const [warmth, storm, sky, haze] = ['warmth', 'storm', 'sky', 'haze'].map((name, at) =>
    persistent(`${own}/${name}`, count, [0.85, 0.6, 0.5, 0.7][at] ?? 0),
  )
  const direction = persistent(`${own}/direction`, count, 0.6)
  const random = seededRandom(`${own}/day`)
  return Array.from({ length: count }, (_, at): CityDay => {
    const season = Math.cos((2 * Math.PI * (at - 20)) / 365.25)
    const weather = {
      temperature: round(sensor.warmth - 9 * season + 3.5 * (warmth?.[at] ?? 0), 1),
      precipitation: round(Math.max(0, 4 * (sky?.[at] ?? 0) - 1.5), 1),
      windSpeed: round(sensor.wind * Math.exp(0.45 * (storm?.[at] ?? 0)), 1),
      windDirection: Math.round((((220 + 90 * (direction[at] ?? 0)) % 360) + 360) % 360),
    }
    const noise = 0.25 * (haze?.[at] ?? 0) + 0.22 * random.normal()
    return {
      city: sensor.city,
      day: worldBegin + at * dayMs,
      weather,
      pm25: round(Math.min(499, dustOf(sensor, weather) * Math.exp(noise)), 1),
    }
  })
}

/** Calm, cold, dry days are the dusty ones, and those on which the wind comes from the continent. */
function dustOf(sensor: Sensor, weather: Weather): number {
  const calm = -0.75 * Math.log(weather.windSpeed / sensor.wind)
  const heating = 0.045 * Math.max(0, 8 - weather.temperature)
  const washed = -0.12 * Math.min(6, weather.precipitation)
  const continental = 0.35 * Math.cos(((weather.windDirection - 110) * Math.PI) / 180)
  return sensor.dust * Math.exp(calm + heating + washed + continental)
}

/** What was said of a day's weather so many days before: the farther, the less right. */
export function forecastOf(weather: Weather, seed: string, ahead: number): Weather {
  const random = seededRandom(seed)
  const blur = ahead / 7
  const { temperature, precipitation, windSpeed, windDirection } = weather
  return {
    temperature: round(temperature + 3 * blur * random.normal(), 1),
    precipitation: round(Math.max(0, precipitation + 3 * blur * random.normal()), 1),
    windSpeed: round(windSpeed * Math.exp(0.45 * blur * random.normal()), 1),
    windDirection: Math.round((((windDirection + 80 * blur * random.normal()) % 360) + 360) % 360),
  }
}

/** A first-order autoregression of mean 0 and deviation 1. */
function persistent(seed: string, count: number, kept: number): Float64Array {
  const random = seededRandom(seed)
  let value = random.normal()
  return Float64Array.from({ length: count }, () => {
    value = kept * value + Math.sqrt(1 - kept ** 2) * random.normal()
    return value
  })
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
