import type { DayCount } from './day-counts.ts'
import { drawDays } from './draw-days.ts'

/** A transaction of the last day that looks like a fraud. */
export interface Suspect {
  readonly at: Date
  readonly ccNum: string
  readonly probability: number
  readonly amount: number | undefined
  readonly category: string | undefined
}

export interface Report {
  readonly madeAt: Date
  /** From which probability on a transaction counts as a fraud. */
  readonly from: number
  readonly days: readonly DayCount[]
  /** The likeliest first. */
  readonly suspects: readonly Suspect[]
}

/** The bank's page of each day: one file, which loads nothing. */
export function writeReport(report: Report): string {
  const { madeAt, from, days, suspects } = report
  const percent = Math.round(100 * from)
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Frauds a day</title>
<style>${style}</style>
<main>
<h1>Frauds a day</h1>
<p class="soft">Made ${writeMoment(madeAt)} UTC. A transaction counts as predicted from ${percent} % on; what its holder says of it is known three days later.</p>
<figure>
<figcaption><i class="predicted"></i> predicted <i class="reported"></i> reported by the holders</figcaption>
${days.length === 0 ? '<p class="soft">Nothing was scored yet.</p>' : drawDays(days)}
</figure>
<h2>The likeliest of the last day</h2>
${suspects.length === 0 ? '<p class="soft">None looks like one.</p>' : suspectTable(suspects)}
</main>
</html>
`
}

function suspectTable(suspects: readonly Suspect[]): string {
  const rows = suspects.map(
    ({ at, ccNum, probability, amount, category }) =>
      `<tr><td>${writeMoment(at)}</td><td class="number">${ccNum}</td><td>${category ?? '–'}</td><td class="number">${amount === undefined ? '–' : `$${amount.toFixed(2)}`}</td><td class="number">${(100 * probability).toFixed(1)} %</td></tr>`,
  )
  return `<table>
<thead><tr><th>When (UTC)</th><th class="number">Card</th><th>For</th><th class="number">Amount</th><th class="number">Likelihood</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`
}

function writeMoment(at: Date): string {
  return at.toISOString().slice(0, 16).replace('T', ' ')
}

const style = `
:root { color-scheme: light dark; --ink: light-dark(#14212b, #e6ebee); --soft: light-dark(#56636d, #9aa7b0);
  --paper: light-dark(#fcfcfa, #0f171d); --line: light-dark(#e6eaec, #202a31);
  --predicted: light-dark(#0d5f9e, #62aee6); --reported: light-dark(#a9b4bb, #5d6b75) }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { max-width: 960px; margin: 0 auto; padding: 32px 16px }
h1 { font-size: 28px; margin: 0 } h2 { font-size: 20px; margin: 32px 0 8px }
figure { margin: 24px 0 } figcaption { font-size: 14px }
.soft { color: var(--soft); max-width: 72ch }
i { display: inline-block; width: 12px; height: 12px; margin: 0 4px 0 12px } i:first-child { margin-left: 0 }
.predicted { fill: var(--predicted); background: var(--predicted) }
.reported { fill: var(--reported); background: var(--reported) }
svg { width: 100%; height: auto; margin-top: 8px; font-size: 12px }
.narrow { display: none } @media (max-width: 640px) { .wide { display: none } .narrow { display: block } }
 svg text { fill: var(--soft) } svg line { stroke: var(--line) }
table { border-collapse: collapse; width: 100%; font-size: 14px; display: block; overflow-x: auto }
th, td { text-align: left; padding: 6px 16px 6px 0; border-bottom: 1px solid var(--line); font-weight: 400; white-space: nowrap }
th { color: var(--soft); font-size: 12px } .number { text-align: right; font-variant-numeric: tabular-nums }
`
