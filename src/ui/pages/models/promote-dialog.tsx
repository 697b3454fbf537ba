import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ModelReply } from '../../../api/index.ts'
import { client, useAsk } from '../../ask.ts'
import { Command } from '../../kit/command.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { Loaded } from '../../kit/loaded.tsx'
import { ProblemNote } from '../../kit/problem-note.tsx'
import { GateList } from './gate-list.tsx'

export interface PromoteDialogProps {
  readonly model: ModelReply
  readonly version: number
  readonly onClose: () => void
}

/** Shows what the gates say of a version, and moves the alias when they all hold. */
export function PromoteDialog({ model, version, onClose }: PromoteDialogProps) {
  const [reason, setReason] = useState('')
  const alias = 'champion'
  const queries = useQueryClient()
  const examination = useAsk('examineGates', {
    params: { name: model.name, version },
    query: { alias },
  })
  const promote = useMutation({
    mutationFn: () =>
      client.promoteModel({
        params: { name: model.name },
        body: { version, alias, ...(reason === '' ? {} : { reason }) },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries()
      onClose()
    },
  })
  const from = model.aliases[alias]
  const isHeld = examination.data?.held === true
  return (
    <Dialog title={`Promote ${model.name} version ${version}`} onClose={onClose}>
      <p className="soft">
        {from === undefined
          ? `It becomes the first ${alias}.`
          : `It replaces version ${from} as ${alias}.`}{' '}
        Services that follow {alias} answer with it from the next request on.
      </p>
      <Loaded query={examination}>{(reply) => <GateList gates={reply.results} />}</Loaded>
      <label className="field">
        <span>Reason, for those who look back</span>
        <textarea rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      {promote.isError ? <ProblemNote error={promote.error} /> : null}
      <div className="dialog-foot">
        <button
          type="button"
          className="button main"
          disabled={
            (!isHeld && reason.trim() === '') || !examination.isSuccess || promote.isPending
          }
          onClick={() => promote.mutate()}
        >
          Promote to {alias}
        </button>
        {examination.data?.held === false ? (
          <span className="soft">
            A gate does not hold: it moves only with a reason, which is recorded.
          </span>
        ) : null}
      </div>
      <Command text={`swell models promote ${model.name} --version ${version}`} />
    </Dialog>
  )
}
