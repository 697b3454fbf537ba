/** What a page of decisions needs beyond the style of all pages. */
export const decisionStyle = String.raw`
.decision { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--space-wide) var(--space-around); margin-top: var(--space-step) }
.decision .figure { margin-top: 0 }
.picture { display: block; width: 100%; max-width: 480px; height: auto; border-radius: var(--corner) }
.probability { margin-top: var(--space-step) }
.probability svg { display: block; width: 100%; max-width: 480px; height: 12px; border-radius: var(--corner) }
.probability .half { stroke: var(--ink); stroke-width: 0.5; vector-effect: non-scaling-stroke }
.probability span { display: block; margin-top: var(--space-hair) }
.details { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 2px var(--space-between); margin-top: var(--space-between) }
.details dt { color: var(--ink-soft) }
.details dd { font-variant-numeric: tabular-nums }
.what-if { margin-top: var(--space-between); display: grid; gap: var(--space-between) }
.fields { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: var(--space-step) var(--space-between) }
.field label { display: block; color: var(--ink-soft); font-size: var(--size-dense) }
.field input, .field select { font: inherit; color: var(--ink); background: var(--paper-raised); width: 100%; min-height: 40px; padding: 4px 8px;
  border: var(--hairline-width) solid var(--hairline-strong); border-radius: var(--corner) }
.field ::placeholder { color: var(--ink-faint); opacity: 1 }
.what-if button { font: inherit; min-height: 40px; padding: 4px 16px; border-radius: var(--corner); cursor: pointer;
  border: var(--hairline-width) solid var(--hairline-strong); background: none; color: var(--ink) }
.what-if button[type=submit] { background: var(--accent); color: var(--on-accent); border-color: var(--accent) }
.what-if button[type=submit]:hover { background: var(--accent-strong); border-color: var(--accent-strong) }
.what-if button:disabled { opacity: 0.6 }
.reply { display: grid; gap: var(--space-step); align-items: center }
.reply[hidden] { display: none }
.reply .picture { max-width: 280px }
code { font-family: var(--font-code); font-size: var(--size-small); background: var(--paper-sunken); padding: 0 4px; border-radius: 2px }
.came-yes { fill: var(--data-current); stroke: var(--data-current); stroke-width: 1.5 }
.came-no { fill: var(--paper); stroke: var(--data-current); stroke-width: 1.5 }
.came-open { fill: var(--paper); stroke: var(--data-reference); stroke-width: 1.5; stroke-dasharray: 2 2 }
td.name, td.came { white-space: normal }
td.name { min-width: 7em }
.right { color: var(--state-good) }
.wrong { color: var(--state-bad) }
.right, .wrong { white-space: nowrap }
.confusion table { width: auto; min-width: 16em }
.confusion td { font-size: var(--size-title) }
@media (min-width: 640px) {
  .decision { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) }
  .fields { grid-template-columns: repeat(4, minmax(0, 1fr)) }
  .reply { grid-template-columns: 280px minmax(0, 1fr) }
  .reply > [hidden] { display: none }
  .reply .answer:first-of-type { grid-column: auto }
}
@media print {
  #what-if { display: none }
}
`
