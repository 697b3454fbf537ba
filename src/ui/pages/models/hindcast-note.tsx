import type { OutcomeReply } from '../../../api/index.ts'
import { formatCount, plural } from '../../format.ts'

/** Says honestly how many of the compared predictions were made after the fact. */
export function HindcastNote({ outcomes }: { outcomes: readonly OutcomeReply[] }) {
  const count = outcomes.filter((outcome) => outcome.origin === 'hindcast').length
  if (count === 0) return null
  return (
    <p className="chart-note">
      {count === outcomes.length ? 'All' : `${formatCount(count)} of`}{' '}
      {plural(outcomes.length, 'prediction')} shown were made afterwards, with only what was known
      then (hindcasts).
    </p>
  )
}
