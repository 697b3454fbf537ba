import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AlertReply } from '../../../api/index.ts'
import { client } from '../../ask.ts'
import { Choices } from '../../kit/choices.tsx'
import { Command } from '../../kit/command.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { ProblemNote } from '../../kit/problem-note.tsx'

/** Taking an alert on, or being told nothing of it for a while. */
export function AlertActions({ alert }: { alert: AlertReply }) {
  const [asking, setAsking] = useState<'acknowledge' | 'silence'>()
  if (alert.state === 'recovered') return null
  const close = () => setAsking(undefined)
  return (
    <>
      {alert.state === 'acknowledged' ? null : (
        <button type="button" className="button main" onClick={() => setAsking('acknowledge')}>
          I am at it …
        </button>
      )}{' '}
      <button type="button" className="button" onClick={() => setAsking('silence')}>
        Silence …
      </button>
      {asking === 'acknowledge' ? <AcknowledgeDialog alert={alert} onClose={close} /> : null}
      {asking === 'silence' ? <SilenceDialog alert={alert} onClose={close} /> : null}
    </>
  )
}

interface AnswerProps {
  readonly alert: AlertReply
  readonly onClose: () => void
}

function useAnswer(answer: () => Promise<unknown>, onClose: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: answer,
    onSuccess: async () => {
      await queries.invalidateQueries()
      onClose()
    },
  })
}

function AcknowledgeDialog({ alert, onClose }: AnswerProps) {
  const [note, setNote] = useState('')
  const acknowledge = useAnswer(
    () =>
      client.acknowledgeAlert({
        params: { id: alert.id },
        body: note === '' ? {} : { note },
      }),
    onClose,
  )
  return (
    <Dialog title="Say that you are at it" onClose={onClose}>
      <p className="soft">
        It goes on being measured and recovers by itself; nobody is reminded of it meanwhile.
      </p>
      <label className="field">
        <span>Note, for those who look as well</span>
        <textarea rows={2} value={note} onChange={(event) => setNote(event.target.value)} />
      </label>
      {acknowledge.isError ? <ProblemNote error={acknowledge.error} /> : null}
      <div className="dialog-foot">
        <button
          type="button"
          className="button main"
          disabled={acknowledge.isPending}
          onClick={() => acknowledge.mutate()}
        >
          I am at it
        </button>
      </div>
      <Command text={`swell alert ack ${alert.id}`} />
    </Dialog>
  )
}

const lengths = [
  { value: '2h', title: '2 hours' },
  { value: '1d', title: 'a day' },
  { value: '7d', title: 'a week' },
] as const

function SilenceDialog({ alert, onClose }: AnswerProps) {
  const [length, setLength] = useState('2h')
  const [reason, setReason] = useState('')
  const silence = useAnswer(
    () =>
      client.silenceAlert({
        params: { id: alert.id },
        body: { for: length, ...(reason === '' ? {} : { reason }) },
      }),
    onClose,
  )
  return (
    <Dialog title="Tell nobody for a while" onClose={onClose}>
      <p className="soft">It is still seen here, and told again when the time is over.</p>
      <Choices label="How long" choices={lengths} value={length} onChange={setLength} />
      <label className="field">
        <span>Reason</span>
        <textarea rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      {silence.isError ? <ProblemNote error={silence.error} /> : null}
      <div className="dialog-foot">
        <button
          type="button"
          className="button main"
          disabled={silence.isPending}
          onClick={() => silence.mutate()}
        >
          Silence it
        </button>
      </div>
      <Command text={`swell alert silence ${alert.id} --for ${length}`} />
    </Dialog>
  )
}
