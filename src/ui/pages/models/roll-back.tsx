import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ModelReply } from '../../../api/index.ts'
import { client } from '../../ask.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { ProblemNote } from '../../kit/problem-note.tsx'

export interface RollBackProps {
  readonly model: Pick<ModelReply, 'name' | 'aliases'> & { readonly versions: readonly unknown[] }
}

/** Moves the champion back to the version before, at once. */
export function RollBack({ model }: RollBackProps) {
  const [isOpen, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const queries = useQueryClient()
  const rollBack = useMutation({
    mutationFn: () =>
      client.rollBackModel({
        params: { name: model.name },
        body: { alias: 'champion', ...(reason === '' ? {} : { reason }) },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries()
      setOpen(false)
    },
  })
  const { champion } = model.aliases
  if (champion === undefined || model.versions.length < 2) return null
  if (!isOpen) {
    return (
      <button type="button" className="button small" onClick={() => setOpen(true)}>
        Roll back …
      </button>
    )
  }
  return (
    <Dialog title={`Roll ${model.name} back`} onClose={() => setOpen(false)}>
      <p className="soft">
        The version before {champion} becomes champion again. The gates are not asked: it has been
        there on evidence of its own.
      </p>
      <label className="field">
        <span>Reason, for those who look back</span>
        <textarea rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      {rollBack.isError ? <ProblemNote error={rollBack.error} /> : null}
      <div className="dialog-foot">
        <button
          type="button"
          className="button main"
          disabled={rollBack.isPending}
          onClick={() => rollBack.mutate()}
        >
          Roll back
        </button>
      </div>
    </Dialog>
  )
}
