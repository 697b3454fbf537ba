import type { BackTest, ForecastPoint } from 'groundswell'
import { areas } from '../world/areas.ts'
import { drawArea, type KnownPrice } from './draw-area.ts'

export interface Page {
  readonly madeAt: Date
  readonly prices: readonly KnownPrice[]
  readonly forecast: readonly ForecastPoint[]
  readonly test: BackTest
}

/** One file, which loads nothing. */
export function writePage({ madeAt, prices, forecast, test }: Page): string {
  const figures = areas.map(({ id, city }) => {
    const own = <Row extends { readonly series: string }>(rows: readonly Row[]) =>
      rows.filter(({ series }) => series === id)
    return `<figure>
<figcaption>${id} · ${city}</figcaption>
${drawArea({ prices: own(prices), forecast: own(forecast), tested: own(test.points) })}
</figure>`
  })
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Electricity prices</title>
<style>${style}</style>
<main>
<h1>What will electricity cost?</h1>
<p class="soft">Made ${madeAt.toISOString().slice(0, 16).replace('T', ' ')} UTC. Prices are the mean of a day, in SEK for a MWh; nine in ten are to lie within the band. All of it is made up.</p>
<p><i class="actual"></i> actual <i class="said"></i> forecast <i class="tested"></i> forecast as it was made then</p>
${figures.join('\n')}
<h2>Held to what came true</h2>
<p class="soft">${test.origins.length} forecasts of the past, each made of what was known then. What “seasonal naive” says is the price of a week before.</p>
${scoreTable(test)}
</main>
</html>
`
}

function scoreTable({ byStep, scores }: BackTest): string {
  const rows = [
    ...byStep.map((own) => ({
      name: `${own.ahead} ${own.ahead === 1 ? 'day' : 'days'} ahead`,
      own,
    })),
    { name: 'all', own: scores },
  ]
  const cell = (value: number | undefined, digits = 1) =>
    `<td class="number">${value === undefined ? '–' : value.toFixed(digits)}</td>`
  const lines = rows.map(
    ({ name, own }) =>
      `<tr><td>${name}</td>${cell(own.mae)}${cell(own.seasonalNaiveMae)}${cell(own.lastValueMae)}${cell(100 * (own.coverage ?? Number.NaN), 0)}</tr>`,
  )
  return `<table>
<thead><tr><th>Mean error, SEK/MWh</th><th class="number">Forecast</th><th class="number">Seasonal naive</th><th class="number">Last value</th><th class="number">% within the band</th></tr></thead>
<tbody>
${lines.join('\n')}
</tbody>
</table>`
}

const style = `
:root { color-scheme: light dark; --ink: light-dark(#14212b, #e6ebee); --soft: light-dark(#56636d, #9aa7b0);
  --paper: light-dark(#fcfcfa, #0f171d); --line: light-dark(#e6eaec, #202a31);
  --said: light-dark(#0d5f9e, #62aee6); --tested: light-dark(#b06a16, #d79a4e) }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { max-width: 960px; margin: 0 auto; padding: 32px 16px }
h1 { font-size: 28px; margin: 0 } h2 { font-size: 20px; margin: 32px 0 8px }
figure { margin: 24px 0 } figcaption { font-weight: 600 }
.soft { color: var(--soft); max-width: 72ch }
i { display: inline-block; width: 16px; height: 3px; margin: 0 4px 4px 12px } i:first-child { margin-left: 0 }
i.actual { background: var(--ink) } i.said { background: var(--said) } i.tested { background: var(--tested) }
svg { width: 100%; height: auto; margin-top: 4px; font-size: 12px }
.narrow { display: none } @media (max-width: 640px) { .wide { display: none } .narrow { display: block } }
svg text { fill: var(--soft) } svg line { stroke: var(--line) } svg path { fill: none; stroke-width: 2 }
svg path.actual { stroke: var(--ink) } svg path.said { stroke: var(--said) }
svg path.tested { stroke: var(--tested); stroke-width: 1.5; stroke-dasharray: 4 3 }
svg path.band { stroke: none; fill: var(--said); opacity: 0.18 }
svg circle { fill: var(--said) }
table { border-collapse: collapse; width: 100%; font-size: 14px; display: block; overflow-x: auto }
th, td { text-align: left; padding: 6px 16px 6px 0; border-bottom: 1px solid var(--line); font-weight: 400; white-space: nowrap }
th { color: var(--soft); font-size: 12px } .number { text-align: right; font-variant-numeric: tabular-nums }
`
