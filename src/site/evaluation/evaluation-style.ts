/** What a report of an evaluation needs beyond the style of all pages. */
export const evaluationStyle = String.raw`
.contents { display: flex; flex-wrap: wrap; gap: 0 var(--space-between); font-size: var(--size-dense) }
.contents a { padding: 6px 0 }
.part > p { margin-top: var(--space-within) }
.part > h3 { margin-top: var(--space-wide) }
.scroll { overflow-x: auto; margin-top: var(--space-between) }
.findings { list-style: none; display: grid; margin-top: var(--space-step) }
.findings li { display: grid; grid-template-columns: 7em minmax(0, 1fr); gap: 0 var(--space-between); padding: var(--space-within) 0; border-top: var(--hairline-width) solid var(--hairline) }
.findings li > * { overflow-wrap: anywhere }
.good, .bad-word, .unsure { font-weight: var(--weight-strong); font-size: var(--size-dense) }
.good { color: var(--state-good) }
.bad-word { color: var(--state-bad) }
.unsure { color: var(--state-idle) }
.small-charts { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--space-wide) var(--space-around); margin-top: var(--space-between) }
.small-chart { min-width: 0 }
.small-chart figcaption { display: block; font-weight: var(--weight-strong); font-size: var(--size-dense); margin-bottom: var(--space-within); overflow-wrap: anywhere }
.small-chart > svg { display: block; width: 100%; max-width: 460px; height: auto; overflow: visible }
.plot text { font: var(--weight-text) 11px var(--font-text); fill: var(--ink-faint); font-variant-numeric: tabular-nums }
.plot .axis-title { fill: var(--ink-soft) }
.plot .end-name { fill: var(--ink); font-weight: var(--weight-strong) }
.plot .reference { fill: none }
.plot .faint { fill: none; stroke: var(--data-reference); stroke-width: .7; opacity: .45 }
.plot .dot { fill: var(--data-current); opacity: .45 }
.plot .mark { fill: var(--data-current) }
.interval { display: block; width: 100%; min-width: 120px; height: 16px }
.interval .spread { stroke: var(--data-current); stroke-width: 5; opacity: .35 }
.interval .value { fill: var(--data-current) }
.interval.bad .spread { stroke: var(--state-bad) }
.interval.bad .value { fill: var(--state-bad) }
td.bar-cell { width: 34% }
.wraps { white-space: normal; min-width: 14em }
.matrix { width: auto }
.matrix td, .matrix th { text-align: right; padding: 6px 12px; font-variant-numeric: tabular-nums }
.amount-1 { background: var(--amount-1) }
.amount-2 { background: var(--amount-2) }
.amount-3 { background: var(--amount-3) }
.amount-4 { background: var(--amount-4); color: var(--on-accent) }
.amount-5 { background: var(--amount-5); color: var(--on-accent) }
.declared th { font-weight: var(--weight-strong) }
.length svg { display: block; width: 100%; height: 12px }
details { margin-top: var(--space-step) }
summary { cursor: pointer; font-size: var(--size-dense); color: var(--accent) }
.parities { columns: 16em; list-style: none; font-size: var(--size-dense); margin-top: var(--space-within) }
@media (min-width: 640px) {
  .small-charts { grid-template-columns: repeat(2, minmax(0, 1fr)) }
}
@media (min-width: 960px) {
  .small-charts { grid-template-columns: repeat(3, minmax(0, 1fr)) }
  .findings li { grid-template-columns: 9em minmax(0, 1fr) }
}
@media print {
  .contents { display: none }
  .part { break-before: auto }
  .scroll { overflow: visible }
}
`
