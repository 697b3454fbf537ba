/** The layout of the documentation's pages; colours, sizes and spaces are the tokens'. */
export const docsStyle = `
* { box-sizing: border-box; }
html { scroll-padding-top: var(--space-wide); }
body { margin: 0; background: var(--paper); color: var(--ink); font: var(--size-text)/var(--line-text) var(--font-text); overflow-wrap: break-word; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
code, pre, textarea, .path, .method { font-family: var(--font-code); font-size: var(--size-dense); }
.page { display: grid; grid-template-columns: 264px minmax(0, 1fr); max-width: 1240px; margin: 0 auto; }
.rail { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: var(--space-wide) var(--space-between); border-right: var(--hairline-width) solid var(--hairline); font-size: var(--size-dense); }
.rail .brand { display: block; margin-bottom: var(--space-between); color: var(--ink); font-weight: var(--weight-strong); }
.rail h2 { margin: var(--space-between) 0 var(--space-hair); font-size: var(--size-small); font-weight: var(--weight-strong); color: var(--ink-faint); }
.rail ul { margin: 0; padding: 0; list-style: none; }
.rail li a { display: block; padding: var(--space-hair) 0; color: var(--ink-soft); }
.rail li a:hover { color: var(--accent); }
main { padding: var(--space-wide) var(--space-around) var(--space-section); min-width: 0; }
main > header p { max-width: var(--measure); }
h1 { margin: 0 0 var(--space-within); font-size: var(--size-display); line-height: var(--line-title); }
main h2 { margin: var(--space-section) 0 var(--space-within); padding-bottom: var(--space-within); border-bottom: var(--hairline-width) solid var(--hairline-strong); font-size: var(--size-title); line-height: var(--line-title); }
h3 { margin: 0; font-size: var(--size-text); line-height: var(--line-title); font-weight: var(--weight-strong); }
h4 { margin: var(--space-between) 0 var(--space-hair); font-size: var(--size-dense); font-weight: var(--weight-strong); }
.soft { color: var(--ink-faint); font-weight: var(--weight-text); }
.operation, .schema { padding: var(--space-wide) 0; border-bottom: var(--hairline-width) solid var(--hairline); }
.operation > p { max-width: var(--measure); }
.summary { margin: var(--space-within) 0; }
.method { color: var(--accent-strong); }
.path { font-weight: var(--weight-strong); }
.problems { margin: var(--space-within) 0; color: var(--ink-soft); font-size: var(--size-dense); }
.members { width: 100%; border-collapse: collapse; font-size: var(--size-dense); }
.members th { width: 30%; padding: var(--space-hair) var(--space-between) var(--space-hair) 0; text-align: left; font-weight: var(--weight-text); vertical-align: top; }
.members td { padding: var(--space-hair) 0; vertical-align: top; color: var(--ink-soft); }
.members tr + tr > * { border-top: var(--hairline-width) solid var(--hairline); }
.type { color: var(--ink); }
details { margin: var(--space-within) 0; }
summary { cursor: pointer; padding: var(--space-hair) 0; font-size: var(--size-dense); color: var(--accent); width: fit-content; }
pre { margin: var(--space-hair) 0; padding: var(--space-step) var(--space-between); max-height: 420px; background: var(--paper-sunken); border-radius: var(--corner); overflow: auto; line-height: var(--line-text); }
.fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)); gap: var(--space-step); margin: var(--space-within) 0; }
.field { display: grid; gap: var(--space-hair); font-size: var(--size-dense); }
.wide { grid-column: 1 / -1; }
input, select, textarea { width: 100%; padding: 6px var(--space-within); color: var(--ink); background: var(--paper-raised); border: var(--hairline-width) solid var(--hairline-strong); border-radius: var(--corner); font-size: var(--size-dense); font-family: inherit; }
textarea { font-family: var(--font-code); line-height: var(--line-text); resize: vertical; }
button { padding: 6px var(--space-between); color: var(--on-accent); background: var(--accent); border: 0; border-radius: var(--corner); font: inherit; font-size: var(--size-dense); cursor: pointer; }
button:hover { background: var(--accent-strong); }
.quiet { padding: 2px var(--space-within); color: var(--ink-soft); background: none; border: var(--hairline-width) solid var(--hairline); }
.quiet:hover { background: var(--paper-sunken); }
.state { margin: var(--space-within) 0 0; font-size: var(--size-dense); }
.good { color: var(--state-good); }
.bad { color: var(--state-bad); }
.contents { display: none; }
.doc p, .doc li { max-width: var(--measure); }
.doc table { border-collapse: collapse; font-size: var(--size-dense); display: block; overflow-x: auto; }
.doc th, .doc td { padding: var(--space-hair) var(--space-between) var(--space-hair) 0; text-align: left; border-bottom: var(--hairline-width) solid var(--hairline); }
@media (max-width: 820px) {
  .page { display: block; }
  .rail { position: static; height: auto; padding: var(--space-between); border: 0; border-bottom: var(--hairline-width) solid var(--hairline); }
  .rail > nav { display: none; }
  .rail > .brand { margin: 0; }
  .contents { display: block; }
  .contents ul { columns: 1; }
  main { padding: var(--space-between); }
  .members, .members tbody, .members tr, .members th, .members td { display: block; width: 100%; }
  .members td { padding-top: 0; border-top: 0 !important; }
  input, select, textarea, button { font-size: var(--size-text); min-height: 40px; }
}
@media print { .rail, .try { display: none; } .page { display: block; } }
`
