/** The page's own style. Colours, sizes and distances come from the tokens. */
export const pageStyle = String.raw`
*, *::before, *::after { box-sizing: border-box }
html { background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100% }
body { margin: 0; font: var(--weight-text) var(--size-text)/var(--line-text) var(--font-text) }
.page { max-width: var(--page-width); margin: 0 auto; padding: 0 var(--space-between) }
h1, h2, h3, p, ul, dl, dd, figure { margin: 0; padding: 0 }
h1, h2, h3 { font-weight: var(--weight-strong); line-height: var(--line-title); text-wrap: balance }
h1 { font-size: var(--size-display) }
h2 { font-size: var(--size-title) }
h3 { font-size: var(--size-text) }
p { max-width: var(--measure) }
a { color: var(--accent); text-underline-offset: 2px; text-decoration-thickness: 1px }
a:hover { color: var(--accent-strong) }
b { font-weight: var(--weight-strong) }
abbr { text-decoration: none }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 2px }
.number { font-variant-numeric: tabular-nums }
[hidden] { display: none }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.note, .figure-foot { color: var(--ink-faint); font-size: var(--size-dense) }
.answer { font-size: var(--size-title); line-height: 1.35; text-wrap: pretty }
.empty { color: var(--ink-soft); border-left: 2px solid var(--hairline-strong); padding-left: var(--space-step) }
.state-warn { color: var(--state-warn) }

.page-head { padding: var(--space-wide) 0; display: grid; gap: var(--space-step) }
.title-row { display: flex; align-items: baseline; justify-content: space-between; gap: var(--space-between) }
.theme { font: inherit; font-size: var(--size-dense); color: var(--ink-soft); background: none; cursor: pointer;
  border: var(--hairline-width) solid var(--hairline-strong); border-radius: var(--corner); padding: 2px 10px; min-height: 32px }
.theme:hover { color: var(--ink); border-color: var(--ink-faint) }
.introduction { color: var(--ink-soft) }
.glance { list-style: none; display: grid; margin-top: var(--space-hair) }
.glance li { display: flex; flex-wrap: wrap; gap: 0 var(--space-between); padding: 10px 0; border-top: var(--hairline-width) solid var(--hairline) }
.glance a { min-width: 9em; font-weight: var(--weight-strong) }
.glance span { color: var(--ink-soft) }
.glance b { color: var(--ink) }

.part { padding: var(--space-around) 0; border-top: var(--hairline-width) solid var(--hairline-strong); scroll-margin-top: 0 }
.page-head .answer + .introduction { margin-top: 0 }
.part > h2 + p { margin-top: var(--space-within) }
.part > .unseen + .figure, .part > .unseen + .columns { margin-top: 0 }
.place > h2, .part > h2 { color: var(--ink-soft) }
.figure { margin-top: var(--space-wide) }
figcaption { display: flex; flex-wrap: wrap; gap: var(--space-hair) var(--space-wide); align-items: baseline; margin-bottom: var(--space-step) }
.key { list-style: none; display: flex; flex-wrap: wrap; gap: 0 var(--space-between); font-size: var(--size-dense); color: var(--ink-soft) }
.key li { display: flex; align-items: center; gap: 6px }
.key svg { width: 24px; height: 12px; flex: none }
.figure-foot { display: flex; flex-wrap: wrap; gap: 0 var(--space-between); justify-content: space-between; max-width: none; margin-top: var(--space-within) }
.columns { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--space-around); margin-top: var(--space-around) }
.columns .figure { margin-top: 0 }
.came-true > p:not(.figure-foot) { margin-bottom: var(--space-within) }
.came-true h3 + .empty { margin-top: var(--space-step) }

.chart { display: none; width: 100%; height: auto; overflow: visible; touch-action: pan-y }
.chart.narrow { display: block }
.chart text { font: var(--weight-text) var(--size-small) var(--font-text); fill: var(--ink-faint) }
.chart .axis-title { fill: var(--ink-soft) }
.day.even { fill: var(--data-night) }
.day.odd, .hit { fill: transparent }
.grid { stroke: var(--data-grid) }
.zero { stroke: var(--hairline-strong) }
.band { fill: var(--data-band) }
.forecast { fill: none; stroke: var(--data-current); stroke-width: 2; stroke-linejoin: round; stroke-linecap: round }
.report { fill: var(--data-observed) }
.said { fill: var(--paper); stroke: var(--data-current); stroke-width: 1.75 }
.miss { stroke: var(--data-reference) }
.reference { stroke: var(--data-reference); stroke-width: 1.5; stroke-dasharray: 4 3; vector-effect: non-scaling-stroke }
.bar { fill: var(--data-current) }
.rail { fill: var(--hairline) }
.now line, .cursor line { stroke: var(--data-now) }
.chart .now text { fill: var(--ink-soft) }
.now.under text { visibility: hidden }
.best circle { fill: var(--data-current); stroke: var(--paper); stroke-width: 1.5 }
.chart .best text { fill: var(--ink); font-weight: var(--weight-strong); paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round }
.cursor { pointer-events: none }
.cursor circle { fill: var(--data-current); stroke: var(--paper); stroke-width: 2 }
.chart .cursor text { fill: var(--ink); font-weight: var(--weight-strong) }

table { width: 100%; border-collapse: collapse; font-size: var(--size-dense); line-height: 20px }
caption { text-align: left; font-weight: var(--weight-strong); font-size: var(--size-text); line-height: var(--line-title); padding-bottom: var(--space-step) }
th, td { padding: 5px var(--space-within); text-align: left; font-weight: var(--weight-text); border-bottom: var(--hairline-width) solid var(--hairline); white-space: nowrap }
th:first-child, td:first-child { padding-left: 0 }
th:last-child, td:last-child { padding-right: 0 }
th.number, td.number { text-align: right }
thead th { color: var(--ink-faint); font-size: var(--size-small); vertical-align: bottom }
.chosen { background: var(--paper-selected) }
.chosen th, .chosen td { font-weight: var(--weight-strong) }
.days b { color: var(--accent) }
.days + .note { margin-top: var(--space-within) }
td.range { width: 40%; min-width: 48px }
.range svg { display: block; width: 100%; height: 8px; overflow: visible }
.leads td.range { padding-block: 0; width: 100% }
.leads .range svg { height: 32px }
.leads th, .leads td { padding-block: 0; height: 32px }
.leads tbody tr:not(.reference-row) td.range, .reference-row td.range { border-bottom-color: transparent }

.page-foot { padding-block: var(--space-around) 64px; border-top: var(--hairline-width) solid var(--hairline-strong); font-size: var(--size-dense); color: var(--ink-soft) }
.page-foot dl { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 var(--space-between) }
.page-foot dt { color: var(--ink); font-weight: var(--weight-strong) }
.page-foot dd { max-width: var(--measure); margin-bottom: var(--space-within) }
.page-foot a { display: inline-block; margin-right: var(--space-between); padding: 6px 0 }

@media (max-width: 480px) {
  th, td { padding-inline: 5px }
}
@media (max-width: 379px) {
  .days td.range, .days thead td, .came-true .clock { display: none }
}
@media (min-width: 640px) {
  .page { padding-inline: var(--space-around) }
  .chart.narrow, .chart.wide { display: none }
  .chart.medium { display: block }
  .page-foot dl { grid-template-columns: 9em minmax(0, 1fr) }
}
@media (min-width: 960px) {
  .page-head { padding-top: 48px }
  .chart.narrow, .chart.medium { display: none }
  .chart.wide { display: block }
  .columns { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) }
  .track { display: grid; grid-template-columns: 1fr 2fr; gap: 0 var(--space-around); align-content: start }
  .track > .figure { grid-column: 2; grid-row: 1 / 4; margin-top: 0 }
}
@media print {
  @page { margin: 14mm }
  body { font-size: 10.5pt }
  .page { padding-inline: 0; max-width: none }
  .chart.narrow, .chart.wide { display: none }
  .chart.medium { display: block }
  .columns { grid-template-columns: minmax(0, 1fr) }
  .track { display: block }
  .theme, [download], .cursor { display: none }
  .part { break-before: page; border-top: 0; padding-top: 0 }
  figure, table, tr, dl { break-inside: avoid }
  h2, h3, caption { break-after: avoid }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact }
}
`
