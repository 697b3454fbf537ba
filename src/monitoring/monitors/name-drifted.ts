import { isDrift } from './rule.ts'
import type { MonitorDrift, Verdict } from './monitor-run.ts'

/** A message can't hold more, and the page has all. */
const mostNamed = 5

/** Says which columns have drifted where a rule has found that the data has. */
export function nameDrifted(
  verdicts: readonly Verdict[],
  drift: readonly MonitorDrift[],
): Verdict[] {
  return verdicts.map((verdict) => {
    const report = drift.find(({ of }) => verdict.series === `drifted ${of}`)
    if (!isDrift(verdict.series) || verdict.slice !== '' || report === undefined) return verdict
    const names = report.columns.filter(({ drifted }) => drifted).map(({ column }) => column)
    if (names.length === 0 || verdict.state === 'unknown') return verdict
    const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : ''
    const named = `${names.slice(0, mostNamed).join(', ')}${more}`
    return { ...verdict, found: report.drifted ? named : `only ${named}` }
  })
}
