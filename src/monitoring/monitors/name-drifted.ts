import type { MultivariateDrift } from '../drift/drift-report.ts'
import { togetherSeries } from './measure-together.ts'
import type { MonitorDrift, Verdict } from './monitor-run.ts'
import { isDrift } from './rule.ts'

/** A message can't hold more, and the page has all. */
const mostNamed = 5

/** Says which columns have drifted where a rule has found that the data has. */
export function nameDrifted(
  verdicts: readonly Verdict[],
  drift: readonly MonitorDrift[],
): Verdict[] {
  return verdicts.map((verdict) => {
    if (verdict.series === 'drifted together') return nameTogether(verdict, drift)
    const report = drift.find(({ of }) => verdict.series === `drifted ${of}`)
    if (!isDrift(verdict.series) || verdict.slice !== '' || report === undefined) return verdict
    const names = report.columns.filter(({ drifted }) => drifted).map(({ column }) => column)
    if (names.length === 0 || verdict.state === 'unknown') return verdict
    const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : ''
    const named = `${names.slice(0, mostNamed).join(', ')}${more}`
    return { ...verdict, found: report.drifted ? named : `only ${named}` }
  })
}

function nameTogether(verdict: Verdict, drift: readonly MonitorDrift[]): Verdict {
  const drifted = drift.flatMap(({ multivariate = [] }) =>
    multivariate.filter((one) => one.drifted),
  )
  if (verdict.slice !== '' || verdict.state === 'unknown' || drifted.length === 0) return verdict
  return { ...verdict, found: drifted.map(sayTogether).join('; ') }
}

/** `the words of review (told apart of review 1, usual 0 to 0.62)` */
function sayTogether(found: MultivariateDrift): string {
  const { of, score, lower, upper } = found
  const what = of === undefined ? 'all columns' : `the words of ${of}`
  const [is, from, to] = [score, lower, upper].map((value) => Number(value.toPrecision(3)))
  return `${what} (${togetherSeries(found)} ${is}, usual ${from} to ${to})`
}
