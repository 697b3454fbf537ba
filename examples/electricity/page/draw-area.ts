import type { ForecastPoint, TestedPoint } from 'groundswell'

export interface KnownPrice {
  readonly series: string
  /** Midnight of the day, in milliseconds. */
  readonly at: number
  readonly price: number
}

export interface AreaPrices {
  readonly prices: readonly KnownPrice[]
  readonly forecast: readonly ForecastPoint[]
  readonly tested: readonly TestedPoint[]
}

const dayMs = 86_400_000
const margin = { left: 48, right: 16, top: 12, bottom: 28 }

/** For wide pages, and for narrow ones, where there is room for the newest days only. */
export function drawArea(area: AreaPrices): string {
  return `${draw('wide', area, { width: 960, height: 220, days: 56 })}
${draw('narrow', area, { width: 360, height: 220, days: 21 })}`
}

interface Size {
  readonly width: number
  readonly height: number
  /** How far back it goes. */
  readonly days: number
}

function draw(name: string, area: AreaPrices, { width, height, days }: Size): string {
  const last = Math.max(...area.prices.map(({ at }) => at))
  const begin = last - days * dayMs
  const end = Math.max(last, ...area.forecast.map(({ at }) => at))
  const prices = area.prices.filter(({ at }) => at >= begin).toSorted((a, b) => a.at - b.at)
  const tested = area.tested.filter(({ at }) => at >= begin)
  const all = [
    ...prices.map(({ price }) => price),
    ...tested.map(({ value }) => value),
    ...area.forecast.flatMap(({ low = 0, high = 0 }) => [low, high]),
  ]
  const step = tickStep(Math.max(...all) - Math.min(0, ...all))
  const floor = Math.floor(Math.min(0, ...all) / step) * step
  const top = Math.ceil(Math.max(...all) / step) * step
  const x = (at: number) =>
    margin.left + ((at - begin) / (end - begin)) * (width - margin.left - margin.right)
  const y = (price: number) =>
    margin.top + ((top - price) / (top - floor)) * (height - margin.top - margin.bottom)
  const ticks = Array.from({ length: (top - floor) / step + 1 }, (_, at) => floor + at * step)
  const lines = ticks.map(
    (tick) =>
      `<line x1="${margin.left}" x2="${width - margin.right}" y1="${round(y(tick))}" y2="${round(y(tick))}"/><text x="${margin.left - 8}" y="${round(y(tick) + 4)}" text-anchor="end">${tick}</text>`,
  )
  const labels = Array.from({ length: Math.floor(days / 7) + 1 }, (_, at) => last - at * 7 * dayMs)
  const place = (points: readonly { at: number; price: number }[]) =>
    pathOf(points.map(({ at, price }) => [x(at), y(price)]))
  const now = prices.at(-1)
  const ahead = area.forecast.map(({ at, value }) => ({ at, price: value }))
  const lows = area.forecast.map(({ at, low = 0 }) => [x(at), y(low)] as const)
  const highs = area.forecast.map(({ at, high = 0 }) => [x(at), y(high)] as const)
  const start = now === undefined ? [] : [[x(now.at), y(now.price)] as const]
  const pasts = [...Map.groupBy(tested, ({ origin }) => origin).values()]
  return `<svg class="${name}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${describe(area)}">
${lines.join('')}
${labels.map((at) => `<text x="${round(x(at))}" y="${height - 8}" text-anchor="middle">${shortDay(at)}</text>`).join('')}
<path class="band" d="${pathOf([...start, ...highs, ...lows.toReversed()])}"/>
${pasts.map((own) => `<path class="tested" d="${place(own.map(({ at, value }) => ({ at, price: value })))}"/>`).join('')}
<path class="actual" d="${place(prices)}"/>
<path class="said" d="${place([...(now === undefined ? [] : [now]), ...ahead])}"/>
${ahead.map(({ at, price }) => `<circle cx="${round(x(at))}" cy="${round(y(price))}" r="3"><title>${shortDay(at)}: ${price.toFixed(0)} SEK/MWh</title></circle>`).join('')}
</svg>`
}

function pathOf(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('')
}

function tickStep(range: number): number {
  return [10, 20, 50, 100, 200, 500, 1000].find((step) => range / step <= 5) ?? 2000
}

function describe({ forecast }: AreaPrices): string {
  const words = forecast.map(
    ({ at, value, low = value, high = value }) =>
      `${shortDay(at)} ${value.toFixed(0)} (${low.toFixed(0)} to ${high.toFixed(0)})`,
  )
  return `Prices of the last weeks, and the forecast: ${words.join(', ')} SEK for a MWh.`
}

function shortDay(at: number): string {
  const options = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const
  return new Date(at).toLocaleDateString('en-IE', options)
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
