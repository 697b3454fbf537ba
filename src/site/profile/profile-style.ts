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
@media (min-width: 640px) {
  .figures { grid-template-columns: repeat(4, minmax(0, 1fr)) }
  .alerts li { grid-template-columns: 10em minmax(0, 1fr) }
  .column-body { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr) }
}
@media print {
  .part { break-before: auto }
  .contents { display: none }
  .scroll { overflow: visible }
  .column { break-inside: avoid }
  .column-body { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr) }
}
`
