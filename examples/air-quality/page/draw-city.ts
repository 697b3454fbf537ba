import { bandOf, bands, mostDust } from './bands.ts'
import { safe, type Held, type HorizonScore } from './hindcast.ts'

/** A day in milliseconds, with its dust. */
export interface DayDust {
  readonly at: number
  readonly value: number
}

export interface CityAir {
  readonly city: string
  readonly measured: readonly DayDust[]
  readonly forecast: readonly (DayDust & { readonly ahead: number })[]
  /** What was said a day ahead of days that are measured. */
  readonly dayBefore: readonly Held[]
  readonly scores: readonly HorizonScore[]
}

const dayMs = 86_400_000
const margin = { left: 40, right: 12, top: 8, bottom: 28 }

/** For wide pages, and for narrow ones, where there is room for the newest days only. */
export function drawCity(air: CityAir): string {
  return `${draw('wide', air, { width: 960, height: 240, days: 42 })}
${draw('narrow', air, { width: 360, height: 240, days: 14 })}`
}

interface Size {
  readonly width: number
  readonly height: number
  /** How far back it goes. */
  readonly days: number
}

function draw(name: string, air: CityAir, { width, height, days }: Size): string {
  const last = Math.max(...air.measured.map(({ at }) => at))
  const begin = last - days * dayMs
  const end = Math.max(last, ...air.forecast.map(({ at }) => at))
  const inTime = <Point extends { readonly at: number }>(points: readonly Point[]) =>
    points.filter(({ at }) => at >= begin).toSorted((a, b) => a.at - b.at)
  const x = (at: number) =>
    margin.left + ((at - begin) / (end - begin)) * (width - margin.left - margin.right)
  const ground = height - margin.bottom
  const y = (dust: number) =>
    ground - (Math.log(safe(dust)) / Math.log(mostDust)) * (ground - margin.top)
  const place = (points: readonly DayDust[]) =>
    points
      .map(({ at, value }, i) => `${i === 0 ? 'M' : 'L'}${round(x(at))} ${round(y(value))}`)
      .join('')
  const stripes = bands.map(({ from, colour }, at) => {
    const to = bands[at + 1]?.from ?? mostDust
    return `<rect x="${margin.left}" width="${width - margin.left - margin.right}" y="${round(y(to))}" height="${round(y(from) - y(to))}" fill="${colour}" opacity="0.18"/>`
  })
  const ticks = [2, 5, 10, 20, 50, 100, 200, mostDust].map(
    (tick) =>
      `<line x1="${margin.left}" x2="${width - margin.right}" y1="${round(y(tick))}" y2="${round(y(tick))}"/><text x="${margin.left - 8}" y="${round(y(tick) + 4)}" text-anchor="end">${tick}</text>`,
  )
  const labels = Array.from(
    { length: Math.floor(days / 7) + 2 },
    (_, at) => last + (1 - at) * 7 * dayMs,
  )
    .filter((at) => at >= begin && at <= end)
    .map(
      (at) =>
        `<text x="${round(x(at))}" y="${height - 8}" text-anchor="middle">${shortDay(at)}</text>`,
    )
  const forecast = inTime(air.forecast)
  const edge = (side: 1 | -1) =>
    forecast.map(({ at, value, ahead }) => {
      const within = air.scores.find((score) => score.ahead === ahead)?.within ?? 1
      return { at, value: value * within ** side }
    })
  const area = `${place(edge(1))}${place(edge(-1).toReversed()).replace('M', 'L')}Z`
  return `<svg class="${name}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${describe(air)}">
${stripes.join('')}
${ticks.join('')}
${labels.join('')}
${forecast.length === 0 ? '' : `<path class="band" d="${area}"/>`}
<path class="dayBefore" d="${place(inTime(air.dayBefore))}"/>
<path class="measured" d="${place(inTime(air.measured))}"/>
<path class="forecast" d="${place(forecast)}"/>
${forecast.map(({ at, value }) => `<circle cx="${round(x(at))}" cy="${round(y(value))}" r="3"><title>${shortDay(at)}: ${value.toFixed(0)} µg/m³, ${bandOf(value).name}</title></circle>`).join('')}
</svg>`
}

function describe({ city, forecast }: CityAir): string {
  const words = forecast.map(({ at, value }) => `${shortDay(at)} ${value.toFixed(0)}`)
  return `Fine dust in ${city} of the last weeks, and the forecast in µg/m³: ${words.join(', ')}.`
}

function shortDay(at: number): string {
  const options = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const
  return new Date(at).toLocaleDateString('en-IE', options)
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
