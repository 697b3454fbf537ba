import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { client } from '../../ask.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { ProblemNote } from '../../kit/problem-note.tsx'
import { usePageSearch } from '../../page-search.ts'
import { RunForm } from './run-form.tsx'

export interface RunPipelineButtonProps {
  readonly name: string
  readonly isMain?: boolean
}

/** Starts a pipeline and goes to its run: as it is, or with settings of one's own. */
export function RunPipelineButton({ name, isMain = true }: RunPipelineButtonProps) {
  const navigate = useNavigate()
  const [search, setSearch] = usePageSearch()
  const start = useMutation({
    mutationFn: () => client.runPipeline({ params: { name }, body: {} }),
    onSuccess: ({ runId }) => navigate({ to: '/runs/$id', params: { id: runId } }),
  })
  return (
    <>
      <button type="button" className="button" onClick={() => setSearch({ form: name })}>
        Run with …
      </button>
      <button
        type="button"
        className={isMain ? 'button main' : 'button'}
        disabled={start.isPending}
        onClick={() => start.mutate()}
      >
        {start.isPending ? `Starting ${name} …` : `Run ${name}`}
      </button>
      {start.isError ? (
        <Dialog title={`${name} did not start`} onClose={() => start.reset()}>
          <ProblemNote error={start.error} />
        </Dialog>
      ) : null}
      {search['form'] === name ? <RunForm name={name} /> : null}
    </>
  )
}
