import { measureKeys } from './correlation-section.ts'

/** What a profile needs beyond the style of all pages. */
export const profileStyle = String.raw`
.figures { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: var(--space-between); margin-top: var(--space-step) }
.figures dt { color: var(--ink-faint); font-size: var(--size-dense) }
.figures dd b { display: block; font-size: var(--size-display); line-height: var(--line-title); font-variant-numeric: tabular-nums }
.contents { display: flex; flex-wrap: wrap; gap: 0 var(--space-between); font-size: var(--size-dense) }
.contents a { padding: 6px 0 }
.part > p { margin-top: var(--space-within) }
.scroll { overflow-x: auto; margin-top: var(--space-between) }
.alerts { list-style: none; margin-top: var(--space-step) }
.alerts li { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 var(--space-between); padding: var(--space-within) 0; border-top: var(--hairline-width) solid var(--hairline) }
.alerts li > * { overflow-wrap: anywhere }
.alerts .kind { color: var(--state-warn); font-weight: var(--weight-strong); font-size: var(--size-dense) }
.column { padding: var(--space-wide) 0; border-top: var(--hairline-width) solid var(--hairline); scroll-margin-top: var(--space-between) }
.column { content-visibility: auto; contain-intrinsic-size: auto 420px }
.column[hidden] { display: none }
.csv { font-size: var(--size-small) }
.column header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 var(--space-step) }
.column h3 { overflow-wrap: anywhere }
.stands-out { list-style: none; color: var(--state-warn); font-size: var(--size-dense); margin-top: var(--space-hair) }
.column-body { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--space-between) var(--space-around); margin-top: var(--space-step) }
.histogram { display: block; width: 100%; max-width: 560px; height: auto }
.histogram text { font: var(--weight-text) var(--size-small) var(--font-text); fill: var(--ink-faint); font-variant-numeric: tabular-nums }
.halo { fill: none; stroke: var(--paper); stroke-width: 3.5 }
.before { fill: none; stroke: var(--data-reference); stroke-width: 1.5; stroke-dasharray: 4 3 }
.values th { width: 1%; max-width: 220px; overflow: hidden; text-overflow: ellipsis }
.values .length { width: 100% }
.values svg { display: block; width: 100%; height: 8px }
.missing { margin-top: var(--space-step) }
.facts { align-self: start }
.facts th, .was { color: var(--ink-soft) }
.facts th, .facts td, .values th, .values td { padding-block: 3px }
.facts td { white-space: normal }
code { font-family: var(--font-code); font-size: var(--size-small); background: var(--paper-sunken); padding: 0 4px; border-radius: 2px }
.level-some { color: var(--state-warn); font-weight: var(--weight-strong) }
.level-much { color: var(--state-bad); font-weight: var(--weight-strong) }
.matrix { width: auto; font-size: var(--size-small) }
.matrix td, .matrix thead th { text-align: center; padding: 4px 6px; min-width: 48px; border: 0; font-variant-numeric: tabular-nums }
.matrix thead th { vertical-align: bottom }
.matrix thead span { display: inline-block; writing-mode: vertical-rl; transform: rotate(180deg); max-height: 140px; overflow: hidden; text-overflow: ellipsis }
.matrix tbody th { border: 0; max-width: 160px; overflow: hidden; text-overflow: ellipsis }
.signed-1 { background: var(--signed-1); color: var(--paper-raised) }
.signed-2 { background: var(--signed-3) }
.signed-3, .signed-4, .signed-5 { background: var(--signed-4) }
.signed-6 { background: var(--signed-5) }
.signed-7 { background: var(--signed-7); color: var(--on-accent) }
.alerts .places { font-size: var(--size-dense) }
.alerts .places a { margin-right: var(--space-within) }
.jump { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-within) var(--space-step) }
.jump[hidden] { display: none }
.jump input { font: inherit; font-size: var(--size-dense); color: var(--ink); background: var(--paper-raised); width: 100%; max-width: 280px; min-height: 36px;
  border: var(--hairline-width) solid var(--hairline-strong); border-radius: var(--corner); padding: 4px 10px }
.small-charts { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--space-wide) var(--space-around); margin-top: var(--space-between) }
.small-chart { min-width: 0 }
.small-chart figcaption { display: block; font-weight: var(--weight-strong); font-size: var(--size-dense); margin-bottom: var(--space-within); overflow-wrap: anywhere }
.small-chart figcaption .note { font-weight: var(--weight-text) }
.small-chart > svg { display: block; width: 100%; height: auto; overflow: visible }
.small-chart .meeting { aspect-ratio: 3 / 2 }
.ends { display: flex; justify-content: space-between; gap: var(--space-within); max-width: none }
.part > h3 { margin-top: var(--space-wide) }
.part > table + .note, .part > h3 + .note { margin-top: var(--space-hair) }
.map { margin-top: var(--space-step) }
.map td.length svg { height: 20px }
.patterns { width: auto; margin-top: var(--space-within) }
.patterns .names { white-space: normal; overflow-wrap: anywhere }
details { margin-top: var(--space-step) }
summary { cursor: pointer; font-size: var(--size-dense); color: var(--accent) }
.choice { border: 0; margin: var(--space-step) 0 0; padding: 0; display: flex; flex-wrap: wrap; gap: var(--space-within) }
.choice label { cursor: pointer; font-size: var(--size-dense) }
.choice input { position: absolute; opacity: 0; width: 1px; height: 1px }
.choice span { display: block; padding: 4px 10px; border: var(--hairline-width) solid var(--hairline-strong); border-radius: var(--corner); color: var(--ink-soft) }
.choice input:checked + span { background: var(--paper-selected); color: var(--ink); border-color: var(--accent) }
.choice input:focus-visible + span { outline: 2px solid var(--focus); outline-offset: 2px }
.chosen-measure { display: none; margin-top: var(--space-within) }
${measureKeys.map((key) => `#correlations:has(input[value=${key}]:checked) [data-measure=${key}]`).join(', ')} { display: block }
.amount-1 { background: var(--amount-1) }
.amount-2 { background: var(--amount-2) }
.amount-3 { background: var(--amount-3); color: var(--ink) }
.amount-4, .amount-5, .amount-6 { background: var(--signed-7); color: var(--on-accent) }
.fill-1 { fill: var(--amount-1) }
.fill-2 { fill: var(--amount-2) }
.fill-3 { fill: var(--amount-3) }
.fill-4 { fill: var(--amount-4) }
.fill-5 { fill: var(--amount-5) }
.fill-6 { fill: var(--amount-6) }
@media (min-width: 640px) {
  .figures { grid-template-columns: repeat(3, minmax(0, 1fr)) }
  .alerts li { grid-template-columns: 10em minmax(0, 1fr) auto }
  .small-charts { grid-template-columns: repeat(2, minmax(0, 1fr)) }
  .column-body { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr) }
}
@media (min-width: 960px) {
  .figures { grid-template-columns: repeat(6, minmax(0, 1fr)) }
  .small-charts { grid-template-columns: repeat(3, minmax(0, 1fr)) }
}
@media print {
  .jump, .choice { display: none }
  .part { break-before: auto }
  .contents { display: none }
  .scroll { overflow: visible }
  .column { break-inside: avoid }
  .column-body { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr) }
}
`
