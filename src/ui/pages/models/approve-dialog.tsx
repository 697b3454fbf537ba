import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ModelVersionReply } from '../../../api/index.ts'
import { client, useAsk } from '../../ask.ts'
import { Command } from '../../kit/command.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { ProblemNote } from '../../kit/problem-note.tsx'
import { GateList } from './gate-list.tsx'
import { missingText } from './model-card.tsx'

export interface ApproveDialogProps {
  readonly version: ModelVersionReply
  readonly onClose: () => void
}

/** A person says that a version may be used: its card is written, and its gates hold or there is a reason. */
export function ApproveDialog({ version: found, onClose }: ApproveDialogProps) {
  const { model, version, stage, gates } = found
  const [reason, setReason] = useState('')
  const queries = useQueryClient()
  const card = useAsk('getModelCard', { params: { name: model, version } })
  const approve = useMutation({
    mutationFn: () =>
      client.approveModelVersion({
        params: { name: model, version },
        body: reason.trim() === '' ? {} : { reason },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries()
      onClose()
    },
  })
  const missing = card.data?.missing ?? []
  const needsReason = stage === 'candidate'
  return (
    <Dialog title={`Approve ${model} version ${version}`} onClose={onClose}>
      {gates.length === 0 ? (
        <p className="soft">Its gates were not asked yet.</p>
      ) : (
        <GateList gates={gates} />
      )}
      {missing.length === 0 ? null : (
        <p>
          Its card does not say yet: {missingText({ missing })}. Write that first, under “What only
          people can say”.
        </p>
      )}
      <label className="field">
        <span>
          {needsReason ? 'Reason, as its gates have not held' : 'Reason, for those who look back'}
        </span>
        <textarea rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      {approve.isError ? <ProblemNote error={approve.error} /> : null}
      <div className="dialog-foot">
        <button
          type="button"
          className="button main"
          disabled={
            missing.length > 0 || (needsReason && reason.trim() === '') || approve.isPending
          }
          onClick={() => approve.mutate()}
        >
          Approve it
        </button>
      </div>
      <Command text={`swell models approve ${model} --version ${version}`} />
    </Dialog>
  )
}
