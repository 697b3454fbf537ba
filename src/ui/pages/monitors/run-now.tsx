import { useMutation, useQueryClient } from '@tanstack/react-query'
import { client } from '../../ask.ts'
import { ProblemNote } from '../../kit/problem-note.tsx'

/** Looks now, at what the monitor would look at next. */
export function RunNow({ name }: { name: string }) {
  const queries = useQueryClient()
  const run = useMutation({
    mutationFn: () => client.runMonitor({ params: { name }, body: {} }),
    onSuccess: () => queries.invalidateQueries(),
  })
  return (
    <>
      <button
        type="button"
        className="button main"
        disabled={run.isPending}
        onClick={() => run.mutate()}
      >
        {run.isPending ? 'Looking …' : 'Look now'}
      </button>
      {run.isError ? <ProblemNote error={run.error} /> : null}
    </>
  )
}
