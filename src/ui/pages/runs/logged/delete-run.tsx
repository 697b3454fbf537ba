import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { LoggedRunReply } from '../../../../api/index.ts'
import { client } from '../../../ask.ts'
import { ProblemNote } from '../../../kit/problem-note.tsx'

/** Deletes a run so that it can be brought back. */
export function DeleteRun({ run: { id, isDeleted } }: { run: LoggedRunReply }) {
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: () => client.deleteRun({ params: { id }, body: { isDeleted: !isDeleted } }),
    onSuccess: () => queries.invalidateQueries(),
  })
  return (
    <>
      <button
        type="button"
        className="button"
        disabled={change.isPending}
        onClick={() => change.mutate()}
      >
        {isDeleted ? 'Bring it back' : 'Delete'}
      </button>
      {change.isError ? <ProblemNote error={change.error} /> : null}
    </>
  )
}
