import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DecisionReply } from '../../../api/index.ts'
import { client } from '../../ask.ts'
import { ProblemNote } from '../../kit/problem-note.tsx'

/** What a person says of a proposal. */
export function SettleDecision({ decision }: { decision: DecisionReply }) {
  const [reason, setReason] = useState('')
  const queries = useQueryClient()
  const settle = useMutation({
    mutationFn: (isAccepted: boolean) => {
      const call = isAccepted ? client.acceptDecision : client.declineDecision
      return call({ params: { id: decision.id }, body: reason === '' ? {} : { reason } })
    },
    onSuccess: () => queries.invalidateQueries(),
  })
  if (decision.state !== 'proposed') return null
  return (
    <>
      <label className="field">
        <span>Reason, for those who look back</span>
        <textarea rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      {settle.isError ? <ProblemNote error={settle.error} /> : null}
      <div className="dialog-foot">
        <button
          type="button"
          className="button main"
          disabled={settle.isPending}
          onClick={() => settle.mutate(true)}
        >
          Make version {decision.candidate} {decision.alias}
        </button>
        <button
          type="button"
          className="button"
          disabled={settle.isPending}
          onClick={() => settle.mutate(false)}
        >
          Keep version {decision.champion ?? 'none'}
        </button>
      </div>
    </>
  )
}
