import type { MonitorReply, VerdictReply } from '../../../api/index.ts'
import { MonitorState } from './monitor-words.tsx'

/** What each rule says of the newest window; those that are not kept first. */
export function VerdictList({ monitor }: { monitor: MonitorReply }) {
  const { latest, rules } = monitor
  if (rules.length === 0) {
    return (
      <p className="soft">
        No rule says what would be bad: it is measured, and nobody is told. Add one to its
        definition, such as <code>atMost('driftedShare', 0.3)</code>.
      </p>
    )
  }
  if (latest === null) {
    return (
      <ul className="plain-list">
        {rules.map(({ rule }) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
    )
  }
  const verdicts = latest.verdicts.toSorted((a, b) => rank(a) - rank(b))
  return (
    <ul className="gates">
      {verdicts.map((verdict) => (
        <li key={`${verdict.rule} ${verdict.series} ${verdict.slice}`}>
          <span>
            {verdict.rule}
            {verdict.slice === '' ? '' : ` of ${verdict.slice}`}
          </span>
          <MonitorState state={verdict.state} />
          <span className="soft">
            found {verdict.found}, wanted {verdict.wanted}
          </span>
        </li>
      ))}
    </ul>
  )
}

function rank({ state }: VerdictReply): number {
  return ['critical', 'warning', 'unknown', 'ok'].indexOf(state)
}
