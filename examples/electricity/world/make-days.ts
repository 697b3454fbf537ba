import { seededRandom } from 'groundswell'
import { areas, type Area } from './areas.ts'
import { typeOfDay } from './swedish-holidays.ts'

/** Our world begins here, however far back it is delivered: a longer history has the same days. */
export const worldBegin = Date.UTC(2021, 0, 1)
export const dayMs = 86_400_000

/** The weather of an area on a day. */
export interface Weather {
  readonly temperature: number
  readonly wind: number
  readonly precipitation: number
  readonly precipitationType: 'none' | 'rain' | 'snow'
  readonly sunshine: number
  readonly clouds: number
}

export interface AreaDay {
  readonly area: Area['id']
  /** Midnight, UTC. */
  readonly day: number
  /** SEK for a MWh, the mean of the day. */
  readonly price: number
  readonly weather: Weather
  /** What was expected of the weather five days before. */
  readonly outlook: Pick<Weather, 'temperature' | 'wind' | 'clouds'>
}

/** Every day from the begin of the world on, of each area. */
export function makeDays(seed: string, until: number): ReadonlyMap<number, readonly AreaDay[]> {
  const count = Math.max(0, Math.floor((until - worldBegin) / dayMs) + 1)
  const market = persistent(`${seed}/market`, count, 0.97)
  const unrest = persistent(`${seed}/unrest`, count, 0.6)
  const skies = persistent(`${seed}/sky`, count, 0.8)
  const byArea = areas.map((area) => areaDays(area, seed, { count, market, unrest, skies }))
  return new Map(
    Array.from({ length: count }, (_, at) => [
      worldBegin + at * dayMs,
      byArea.flatMap((days) => days[at] ?? []),
    ]),
  )
}

interface Common {
  readonly count: number
  readonly market: Float64Array
  readonly unrest: Float64Array
  readonly skies: Float64Array
}

function areaDays(area: Area, seed: string, common: Common): readonly AreaDay[] {
  const { count, market, unrest, skies } = common
  const own = `${seed}/${area.id}`
  const warmth = persistent(`${own}/warmth`, count, 0.85)
  const winds = persistent(`${own}/wind`, count, 0.65)
  const random = seededRandom(`${own}/day`)
  return Array.from({ length: count }, (_, at): AreaDay => {
    const day = worldBegin + at * dayMs
    const season = Math.cos((2 * Math.PI * (at - 20)) / 365.25)
    const sky = 0.6 * (skies[at] ?? 0) + 0.4 * random.normal()
    const clouds = Math.round(100 / (1 + Math.exp(-sky)))
    const temperature = area.warmth - 11 * season + 3.5 * (warmth[at] ?? 0)
    const wind = 5.5 * Math.exp(0.4 * (winds[at] ?? 0))
    const wet = Math.max(0, sky - 0.4) * 6 * random.next()
    const demand = demandOf(day, temperature)
    const calm = 90 * Math.exp(-wind / 4)
    const noise = 22 * area.spread * ((unrest[at] ?? 0) + 0.6 * random.normal())
    const level = area.price + 110 * area.spread * (market[at] ?? 0)
    return {
      area: area.id,
      day,
      price: round(Math.max(-20, level * demand + area.spread * calm * 2.2 + noise), 2),
      weather: {
        temperature: round(temperature, 1),
        wind: round(wind, 1),
        precipitation: round(wet, 1),
        precipitationType: wet < 0.05 ? 'none' : temperature < 0.5 ? 'snow' : 'rain',
        sunshine: round((1 - clouds / 100) * (9 - 7 * season), 1),
        clouds,
      },
      outlook: {
        temperature: round(temperature + 1.2 * random.normal(), 1),
        wind: round(wind * Math.exp(0.15 * random.normal()), 1),
        clouds: Math.round(Math.min(100, Math.max(0, clouds + 12 * random.normal()))),
      },
    }
  })
}

/** Who works and who heats: less on free days, more in the cold. */
function demandOf(day: number, temperature: number): number {
  const byType = { workday: 1, weekend: 0.86, holiday: 0.8 }[typeOfDay(day)]
  return byType + 0.018 * Math.max(0, 6 - temperature)
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
