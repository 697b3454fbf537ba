import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ModelVersionReply } from '../../../api/index.ts'
import { client } from '../../ask.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { ProblemNote } from '../../kit/problem-note.tsx'

/** A line `key: value` each, as they are written in the form. */
function writeTags(tags: Readonly<Record<string, string>>): string {
  return Object.entries(tags)
    .map(([key, value]) => `${key}: ${value}`)
    .join('\n')
}

/** Those of the lines, and null for those that were taken away. */
function readTags(text: string, before: Readonly<Record<string, string>>) {
  const gone = Object.keys(before).map((key) => [key, null] as const)
  const told = text.split('\n').flatMap((line) => {
    const [key = '', ...value] = line.split(':')
    return key.trim() === '' ? [] : [[key.trim(), value.join(':').trim()] as const]
  })
  return Object.fromEntries([...gone, ...told])
}

/** What people say of a version: a note, and tags. */
export function NoteEditor({ version }: { version: ModelVersionReply }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        Note and tags …
      </button>
      {isOpen ? <NoteDialog version={version} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

interface NoteDialogProps {
  readonly version: ModelVersionReply
  readonly onClose: () => void
}

function NoteDialog({ version, onClose }: NoteDialogProps) {
  const [note, setNote] = useState(version.note ?? '')
  const [tags, setTags] = useState(writeTags(version.tags))
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: () =>
      client.noteModelVersion({
        params: { name: version.model, version: version.version },
        body: { note, tags: readTags(tags, version.tags) },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries()
      onClose()
    },
  })
  return (
    <Dialog title={`What ${version.model} version ${version.version} is`} onClose={onClose}>
      <label className="field">
        <span>Note</span>
        <textarea rows={3} value={note} onChange={(event) => setNote(event.target.value)} />
      </label>
      <label className="field">
        <span>Tags, a line each: key: value</span>
        <textarea rows={4} value={tags} onChange={(event) => setTags(event.target.value)} />
      </label>
      {save.isError ? <ProblemNote error={save.error} /> : null}
      <div className="dialog-foot">
        <button
          type="button"
          className="button main"
          disabled={save.isPending}
          onClick={() => save.mutate()}
        >
          Save
        </button>
      </div>
    </Dialog>
  )
}
