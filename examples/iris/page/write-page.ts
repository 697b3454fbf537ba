import { measureNames, measures, varietyName, varietyNames } from '../flowers/flower-columns.ts'
import { drawFlower } from './draw-flower.ts'
import { confusionByMonth, countPairs, rightOf, sawAll, type ToldFlower } from './told-flowers.ts'

export interface Page {
  readonly madeAt: Date
  /** Newest first. */
  readonly flowers: readonly ToldFlower[]
}

/** One file, which loads nothing. */
export function writePage({ madeAt, flowers }: Page): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Which iris is this?</title>
<style>${style}</style>
<main>
<h1>Which iris is this?</h1>
<p class="soft">Made ${dayOf(madeAt)}. A flower is measured each day, and what it was is known on the next. All flowers are made up.</p>
${flowers.length === 0 ? '<p>No flower was looked at yet.</p>' : `${newest(flowers)}\n${lastFive(flowers)}\n${confusion(flowers)}`}
</main>
</html>
`
}

function newest(flowers: readonly ToldFlower[]): string {
  const [latest] = flowers
  const known = flowers.find(({ variety }) => variety !== undefined)
  if (latest === undefined) return ''
  const said = figure(latest, latest.predicted, `Today’s flower, as the model sees it`)
  const was =
    known?.variety === undefined
      ? ''
      : figure(known, known.variety, `The flower of ${dayOf(known.measuredAt)}, as it turned out`)
  return `<div class="pair">${said}${was}</div>`
}

function figure(flower: ToldFlower, variety: number, words: string): string {
  const sizes = measureNames.map(
    (name) => `${measures[name].description?.toLowerCase()} ${Number(flower.measured[name])} cm`,
  )
  return `<figure>
<figcaption>${words}: <b>${varietyName(variety)}</b></figcaption>
${drawFlower(flower.measured, variety, words)}
<p class="soft">${sizes.join(', ')}</p>
</figure>`
}

function lastFive(flowers: readonly ToldFlower[]): string {
  const rows = flowers.slice(0, 5).map(({ measuredAt, predicted, variety }) => {
    const came = variety === undefined ? 'not known yet' : varietyName(variety)
    const mark = variety === undefined ? '' : variety === predicted ? 'right' : 'wrong'
    return `<tr><td>${dayOf(measuredAt)}</td><td>${varietyName(predicted)}</td><td>${came}</td><td class="${mark}">${mark}</td></tr>`
  })
  return `<h2>The last five</h2>
<table><thead><tr><th>Day</th><th>Predicted</th><th>Was</th><th></th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>`
}

function confusion(flowers: readonly ToldFlower[]): string {
  const all = countPairs(flowers, varietyNames.length)
  if (!sawAll(all)) {
    return `<h2>How often it was right</h2>
<p>A matrix is drawn once each variety was seen.</p>`
  }
  const { right, all: count } = rightOf(all)
  const months = confusionByMonth(flowers, varietyNames.length).slice(-6)
  return `<h2>How often it was right: ${right} of ${count}</h2>
<p class="soft">Rows are what the flowers were, columns what was said; the more, the darker.</p>
<div class="months">
${months.map(({ month, counts }) => matrix(month, counts)).join('\n')}
</div>`
}

function matrix(month: string, counts: readonly (readonly number[])[]): string {
  const most = Math.max(1, ...counts.flat())
  const { right, all } = rightOf(counts)
  const head = varietyNames.map((name) => `<th title="${name}">${name.slice(0, 3)}</th>`).join('')
  const rows = counts.map((row, at) => {
    const cells = row.map((count, said) => {
      const kind = at === said ? 'hit' : 'miss'
      const share = count === 0 ? 0 : Math.round(15 + (60 * count) / most)
      return `<td class="number ${kind}" style="--share: ${share}%">${count}</td>`
    })
    return `<tr><th>${varietyNames[at]}</th>${cells.join('')}</tr>`
  })
  return `<table class="matrix"><caption>${month} · ${right} of ${all} right</caption>
<thead><tr><th></th>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10)
}

const style = `
:root { color-scheme: light dark; --ink: light-dark(#14212b, #e6ebee); --soft: light-dark(#56636d, #9aa7b0);
  --paper: light-dark(#fcfcfa, #0f171d); --line: light-dark(#e6eaec, #202a31);
  --hit: light-dark(#62aee6, #0d5f9e); --miss: light-dark(#d79a4e, #b06a16) }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { max-width: 960px; margin: 0 auto; padding: 32px 16px }
h1 { font-size: 28px; margin: 0 } h2 { font-size: 20px; margin: 32px 0 8px }
.soft { color: var(--soft); max-width: 72ch; font-size: 14px }
.pair, .months { display: flex; flex-wrap: wrap; gap: 32px } figure { margin: 16px 0; flex: 1 1 280px; max-width: 400px }
svg { width: 200px; height: 200px; display: block; margin: 16px 0 0 }
table { border-collapse: collapse; font-size: 14px }
th, td { text-align: left; padding: 6px 16px 6px 0; border-bottom: 1px solid var(--line); font-weight: 400 }
th, caption { color: var(--soft); font-size: 12px; text-align: left }
.matrix td { text-align: right; padding: 6px 12px; min-width: 16px; font-variant-numeric: tabular-nums }
.hit { background: color-mix(in srgb, var(--hit) var(--share), transparent) }
.miss { background: color-mix(in srgb, var(--miss) var(--share), transparent) }
`
