import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { RegisteredModelReply } from '../../../api/index.ts'
import { client } from '../../ask.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { ProblemNote } from '../../kit/problem-note.tsx'

/** Points an alias of a model without gates to a version. */
export function MoveAlias({ model }: { model: RegisteredModelReply }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="button main" onClick={() => setOpen(true)}>
        Move an alias …
      </button>
      {isOpen ? <MoveAliasDialog model={model} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

interface MoveAliasDialogProps {
  readonly model: RegisteredModelReply
  readonly onClose: () => void
}

function MoveAliasDialog({ model, onClose }: MoveAliasDialogProps) {
  const [alias, setAlias] = useState('champion')
  const [version, setVersion] = useState(model.versions[0]?.version ?? 1)
  const [reason, setReason] = useState('')
  const queries = useQueryClient()
  const move = useMutation({
    mutationFn: () =>
      client.promoteModel({
        params: { name: model.name },
        body: { alias, version, ...(reason === '' ? {} : { reason }) },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries()
      onClose()
    },
  })
  return (
    <Dialog title={`Move an alias of ${model.name}`} onClose={onClose}>
      <label className="field">
        <span>Alias</span>
        <input value={alias} onChange={(event) => setAlias(event.target.value)} />
      </label>
      <label className="field">
        <span>To version</span>
        <select value={version} onChange={(event) => setVersion(Number(event.target.value))}>
          {model.versions.map((one) => (
            <option key={one.version}>{one.version}</option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>Reason, for those who look back</span>
        <textarea rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      {move.isError ? <ProblemNote error={move.error} /> : null}
      <div className="dialog-foot">
        <button
          type="button"
          className="button main"
          disabled={move.isPending || alias.trim() === ''}
          onClick={() => move.mutate()}
        >
          Move it
        </button>
      </div>
    </Dialog>
  )
}
