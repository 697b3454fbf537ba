import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { PipelineReply } from '../../../api/index.ts'
import { client } from '../../ask.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { ProblemNote } from '../../kit/problem-note.tsx'

/** Starts a pipeline and goes to its run. */
export function RunPipelineButton({ pipeline }: { pipeline: Pick<PipelineReply, 'name'> }) {
  const navigate = useNavigate()
  const start = useMutation({
    mutationFn: () => client.runPipeline({ params: { name: pipeline.name }, body: {} }),
    onSuccess: ({ runId }) => navigate({ to: '/runs/$id', params: { id: runId } }),
  })
  return (
    <>
      <button
        type="button"
        className="button main"
        disabled={start.isPending}
        onClick={() => start.mutate()}
      >
        {start.isPending ? `Starting ${pipeline.name} …` : `Run ${pipeline.name}`}
      </button>
      {start.isError ? (
        <Dialog title={`${pipeline.name} did not start`} onClose={() => start.reset()}>
          <ProblemNote error={start.error} />
        </Dialog>
      ) : null}
    </>
  )
}
