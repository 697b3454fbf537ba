import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ModelCardReply } from '../../../api/index.ts'
import { client } from '../../ask.ts'
import { ProblemNote } from '../../kit/problem-note.tsx'

export interface CardEditorProps {
  readonly card: ModelCardReply
  readonly onClose: () => void
}

type Part = keyof ModelCardReply['text']

const parts: readonly (readonly [part: Part, title: string, rows: number])[] = [
  ['intendedUse', 'Intended use', 3],
  ['notFor', 'Not meant for', 3],
  ['caveats', 'Caveats', 4],
  ['contact', 'Contact', 1],
  ['license', 'License, as apache-2.0', 1],
]

/** The parts of a card that only a person can write; what the definition says is changed there. */
export function CardEditor({ card, onClose }: CardEditorProps) {
  const [draft, setDraft] = useState(card.text)
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: () => {
      const own = parts.flatMap(([part]) =>
        card.defined.includes(part) ? [] : [[part, draft[part] ?? ''] as const],
      )
      return client.writeModelCard({
        params: { name: card.model },
        body: Object.fromEntries(own),
      })
    },
    onSuccess: async () => {
      await queries.invalidateQueries()
      onClose()
    },
  })
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      {parts.map(([part, title, rows]) => (
        <label key={part} className="field">
          <span>{title}</span>
          <textarea
            rows={rows}
            disabled={card.defined.includes(part)}
            value={draft[part] ?? ''}
            onChange={(event) => setDraft({ ...draft, [part]: event.target.value })}
          />
          {card.defined.includes(part) ? (
            <span className="soft small">It stands in the definition, and is changed there.</span>
          ) : null}
        </label>
      ))}
      {save.isError ? <ProblemNote error={save.error} /> : null}
      <div className="dialog-foot">
        <button type="submit" className="button main" disabled={save.isPending}>
          Save the card
        </button>
        <button type="button" className="button" onClick={onClose}>
          Leave it as it was
        </button>
      </div>
    </form>
  )
}
