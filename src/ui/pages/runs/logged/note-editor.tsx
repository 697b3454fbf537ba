import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { LoggedRunReply } from '../../../../api/index.ts'
import { client } from '../../../ask.ts'
import { Markdown } from '../../../kit/markdown.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Section } from '../../../kit/section.tsx'

/** What people have noted of a run, and a place to write it. */
export function NoteEditor({ run }: { run: LoggedRunReply }) {
  const note = run.note ?? ''
  const [draft, setDraft] = useState<string>()
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (note: string) =>
      client.tagRun({ params: { id: run.id }, body: { tags: {}, note } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['getLoggedRun'] })
      setDraft(undefined)
    },
  })
  if (draft === undefined) {
    return (
      <Section
        title="Note"
        aside={
          run.isDeleted ? undefined : (
            <button type="button" className="button small" onClick={() => setDraft(note)}>
              {note === '' ? 'Write one' : 'Edit'}
            </button>
          )
        }
      >
        {note === '' ? (
          <p className="soft">Nobody has noted what was tried here, and what came of it.</p>
        ) : (
          <Markdown text={note} />
        )}
      </Section>
    )
  }
  return (
    <Section title="Note">
      <form
        className="note-editor"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(draft)
        }}
      >
        <label className="field">
          <span>In Markdown</span>
          <textarea
            autoFocus
            rows={12}
            maxLength={longestNote}
            value={draft}
            onChange={(event) => setDraft(event.target.value)}
          />
        </label>
        <div>
          <p className="soft small">As it will look</p>
          <Markdown text={draft} />
        </div>
        <div className="dialog-foot">
          <button type="submit" className="button main" disabled={save.isPending}>
            Save the note
          </button>
          <button type="button" className="button" onClick={() => setDraft(undefined)}>
            Leave it as it was
          </button>
        </div>
        {save.isError ? <ProblemNote error={save.error} /> : null}
      </form>
    </Section>
  )
}

/** As much as a tag may hold. */
const longestNote = 8000
