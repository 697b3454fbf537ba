import type { ChallengeReply, ServiceReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatNumber, plural } from '../../format.ts'

/** A sentence of what both sides predicted beside what came true; nothing while nothing has. */
export function ChallengeTruth({
  service,
  challenge,
}: {
  service: ServiceReply
  challenge: ChallengeReply
}) {
  const params = { name: service.name, id: challenge.id }
  const truth = useAsk('getChallengeTruth', { params }, { everyMs: 60_000 })
  const { current, challenger, difference = null } = truth.data ?? {}
  if (current === undefined || challenger === undefined) return null
  if (difference === null) {
    const known = Math.min(current.count, challenger.count)
    return (
      <p className="section-sentence soft">
        What came true: {plural(known, 'outcome')} of each side so far.
      </p>
    )
  }
  const { value, low, high } = difference
  const isBetter = high < 0
  const isWorse = low > 0
  return (
    <p className="section-sentence">
      Its mean absolute error is {formatNumber(Math.abs(value))} {value < 0 ? 'smaller' : 'larger'}{' '}
      ({formatNumber(low)} to {formatNumber(high)}, over {plural(challenger.count, 'outcome')}):{' '}
      {isBetter ? 'it is better.' : isWorse ? 'it is worse.' : 'that may be chance.'}
    </p>
  )
}
