import { bandOf, bands, mostDust } from './bands.ts'
import { drawCity, type DayDust } from './draw-city.ts'
import { daysAhead, scoresByHorizon, type Held, type HorizonScore } from './hindcast.ts'

export interface CityDust extends DayDust {
  readonly city: string
}

export interface Page {
  readonly madeAt: Date
  readonly cities: readonly string[]
  readonly measured: readonly CityDust[]
  /** By what was known last. */
  readonly forecast: readonly (CityDust & { readonly knownBy: number })[]
  readonly held: readonly Held[]
}

/** One file, which loads nothing. */
export function writePage(page: Page): string {
  const { madeAt, cities, held } = page
  const scores = scoresByHorizon(held)
  const figures = cities.map((city) => drawFigure(city, page, scores))
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>How clean will the air be?</title>
<style>${style}</style>
<main>
<h1>How clean will the air be?</h1>
<p class="soft">Made ${madeAt.toISOString().slice(0, 16).replace('T', ' ')} UTC. Fine dust (PM2.5), the mean of a day in µg/m³; the axis is logarithmic. Nine in ten days are to lie within the pale band, by how far forecasts of as many days ahead were off. All of it is made up.</p>
<p><i class="measured"></i> measured <i class="forecast"></i> forecast <i class="dayBefore"></i> forecast a day before</p>
${figures.join('\n')}
<p class="bands">${bands.map(({ from, name, colour }, at) => `<span><b style="background: ${colour}"></b> ${name} ${from}–${(bands[at + 1]?.from ?? mostDust + 1) - 1}</span>`).join(' ')}</p>
<h2>How right it was, by how far it looked ahead</h2>
${scores.length === 0 ? '<p>No day that was forecast has been measured yet.</p>' : scoreTable(scores)}
</main>
</html>
`
}

function drawFigure(city: string, page: Page, scores: readonly HorizonScore[]): string {
  const own = <Row extends { readonly city: string }>(rows: readonly Row[]) =>
    rows.filter((row) => row.city === city)
  const forecast = own(page.forecast)
    .map(({ at, value, knownBy }) => ({ at, value, ahead: daysAhead(at - knownBy) }))
    .toSorted((a, b) => a.at - b.at)
  const dayBefore = own(page.held).filter(({ ahead }) => ahead === 1)
  const [next] = forecast
  const words =
    next === undefined
      ? ''
      : ` · tomorrow ${next.value.toFixed(0)} µg/m³: ${bandOf(next.value).name.toLowerCase()}`
  return `<figure>
<figcaption>${city}${words}</figcaption>
${drawCity({ city, measured: own(page.measured), forecast, dayBefore, scores })}
</figure>`
}

function scoreTable(scores: readonly HorizonScore[]): string {
  const rows = scores.map(
    ({ ahead, count, meanError, naiveError, within }) =>
      `<tr><td>${ahead} ${ahead === 1 ? 'day' : 'days'} ahead</td><td class="number">${meanError.toFixed(1)}</td><td class="number">${naiveError.toFixed(1)}</td><td class="number">${within.toFixed(2)}</td><td class="number">${count}</td></tr>`,
  )
  return `<table>
<thead><tr><th>Forecast</th><th class="number">Mean error, µg/m³</th><th class="number">Of the last value again</th><th class="number">Nine in ten within a factor of</th><th class="number">Forecasts</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`
}

const style = `
:root { color-scheme: light dark; --ink: light-dark(#14212b, #e6ebee); --soft: light-dark(#56636d, #9aa7b0);
  --paper: light-dark(#fcfcfa, #0f171d); --line: light-dark(#e6eaec, #202a31);
  --said: light-dark(#0d5f9e, #62aee6) }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { max-width: 960px; margin: 0 auto; padding: 32px 16px }
h1 { font-size: 28px; margin: 0 } h2 { font-size: 20px; margin: 32px 0 8px }
figure { margin: 24px 0 } figcaption { font-weight: 600 }
.soft { color: var(--soft); max-width: 72ch }
i { display: inline-block; width: 16px; height: 3px; margin: 0 4px 4px 12px } i:first-child { margin-left: 0 }
i.measured { background: var(--ink) } i.forecast { background: var(--said) }
i.dayBefore { background: repeating-linear-gradient(90deg, var(--soft) 0 4px, transparent 4px 7px) }
svg { width: 100%; height: auto; margin-top: 4px; font-size: 12px }
.narrow { display: none } @media (max-width: 640px) { .wide { display: none } .narrow { display: block } }
svg text { fill: var(--soft) } svg line { stroke: var(--line) } svg path { fill: none; stroke-width: 2 }
svg path.measured { stroke: var(--ink) } svg path.forecast { stroke: var(--said) }
svg path.dayBefore { stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 4 3 }
svg path.band { stroke: none; fill: var(--said); opacity: 0.22 } svg circle { fill: var(--said) }
.bands { display: flex; flex-wrap: wrap; gap: 4px 16px; font-size: 14px }
.bands b { display: inline-block; width: 12px; height: 12px; opacity: 0.6 }
table { border-collapse: collapse; width: 100%; font-size: 14px; display: block; overflow-x: auto }
th, td { text-align: left; padding: 6px 16px 6px 0; border-bottom: 1px solid var(--line); font-weight: 400; white-space: nowrap }
th { color: var(--soft); font-size: 12px } .number { text-align: right; font-variant-numeric: tabular-nums }
`
